"""What GitHub's refusals are in words for people: what, why, and what to do next. Only data.

`docs/errors.md` explains each message; keep the two in step. In braces:

    {doing}       what was asked, such as “create the issue …”
    {place}       the repository, or the host where none is spoken of
    {repository}  `owner/name`
    {host}        the host with GitHub's pages, such as `github.com`
    {kind}        the token's kind
    {right}       the right that is needed
    {allow}       how this kind of token gets it
    {said}        GitHub's own words, in a line
    {because}     the same in brackets; nothing if GitHub gave no words
"""

from __future__ import annotations

from typing import NamedTuple

from ghblog.errors import (
    GhblogError,
    GitHubError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    NothingToProposeError,
    ProtectedBranchError,
    StaleHeadError,
)


class Wording(NamedTuple):
    """An error as it is told.

    Attributes:
        error: its class, which has the exit code.
        text: what happened and why.
        hint: what to do next.
    """

    error: type[GhblogError]
    text: str
    hint: str


# The token, the account and the way to GitHub.
BAD_TOKEN = Wording(
    NotAuthenticatedError,
    "{host} does not accept the token: it is wrong, expired or revoked",
    "make a new one (https://{host}/settings/tokens) and put it into GH_TOKEN, or run "
    "`gh auth login`",
)
NOT_ALLOWED = Wording(
    NotAllowedError,
    "the {kind} may not {doing} in {place}: it lacks the right {right}{because}",
    "{allow}",
)
SINGLE_SIGN_ON = Wording(
    NotAllowedError,
    "cannot {doing}: the organisation of {place} asks for single sign-on",
    "authorise the token for it: https://{host}/settings/tokens, “Configure SSO”",
)
ADDRESS = Wording(
    NotAllowedError,
    "cannot {doing}: the organisation of {place} does not let this machine's address in (IP allow "
    "list)",
    "use a network that it allows, or ask one of its owners",
)
SUSPENDED = Wording(
    NotAllowedError,
    'cannot {doing}: {host} has blocked the account or {place} (GitHub says: "{said}")',
    "sign in with a browser and see what GitHub says there",
)
PROXY_LOGIN = Wording(
    GitHubError,
    "cannot {doing}: the proxy asks for a user name and a password",
    "put them into the proxy's address: HTTPS_PROXY=http://user:password@host:port",
)
FOREIGN = Wording(
    GitHubError,
    "cannot {doing}: {said}, and the answer is not GitHub's",
    "see whether GITHUB_API_URL is right (it leads to {host}), and whether a proxy or a sign-in "
    "page stands in between",
)

# The repository.
NOT_FOUND = Wording(
    NotFoundError,
    "cannot {doing}: {place} or what was asked for in it is not there, or not visible to this "
    "token",
    "check the spelling of `repository`; for a private repository: {allow}",
)
RENAMED = Wording(
    GitHubError,
    "cannot {doing}: {place} was renamed or moved, and GitHub does not take writes under the old "
    "name; nothing was written",
    "set `repository` in ghblog.toml to its present name, and run the command again",
)
ARCHIVED = Wording(
    GitHubError,
    "cannot {doing}: {place} is archived, so nobody can write to it",
    "unarchive it: https://{host}/{repository}/settings, “Danger Zone”",
)
NO_ISSUES = Wording(
    GitHubError,
    "cannot {doing}: issues are switched off in {place}",
    "switch them on: https://{host}/{repository}/settings, “Features”",
)
NO_DISCUSSIONS = NO_ISSUES._replace(text="cannot {doing}: discussions are switched off in {place}")

# Its branches.
PROTECTED = Wording(
    ProtectedBranchError,
    'cannot {doing}: a rule of {place} protects the branch (GitHub says: "{said}")',
    "let this account (or the App `github-actions`) bypass the rule: "
    "https://{host}/{repository}/settings/rules",
)
STALE = Wording(
    StaleHeadError,
    "cannot {doing}: the branch was changed meanwhile",
    "run the command again: it reads the branch anew",
)
REF_EXISTS = STALE._replace(text="cannot {doing}: it is there already")
BACKWARD = STALE._replace(text="cannot {doing}: somebody else committed to it meanwhile")
EMPTY = Wording(
    GitHubError,
    "cannot {doing}: {place} has no commit yet",
    "run the command again: it makes the first commit",
)

# Pull requests.
NO_PULLS_BY_ACTIONS = Wording(
    NotAllowedError,
    "cannot {doing}: {place} does not let GitHub Actions open pull requests",
    "allow it: https://{host}/{repository}/settings/actions, “Workflow permissions”, “Allow GitHub "
    "Actions to create and approve pull requests” (Settings > Actions > General)",
)
PULL_EXISTS = STALE._replace(text="cannot {doing}: there is one already")
NO_COMMITS = Wording(
    NothingToProposeError,
    "cannot {doing}: the branch has nothing that is not merged",
    "run the command again: it reads the branches anew",
)

# The post.
GONE = Wording(
    NotFoundError,
    "cannot {doing}: it was deleted from {place}",
    "`ghblog status` shows what is there",
)
TOO_LONG = Wording(
    GitHubError,
    'cannot {doing}: it is longer than GitHub takes (GitHub says: "{said}")',
    "split the post: 65,536 characters are the limit for a text, 256 for a title",
)
PINS = Wording(
    GitHubError,
    "cannot {doing}: {place} has three pinned issues already, and GitHub pins no more",
    "take `pin: true` out of one of the posts and publish, or unpin one on GitHub",
)
ASSIGNEES = Wording(
    GitHubError,
    "cannot {doing}: somebody in `assignees` cannot be assigned in {place}",
    "name the logins of at most ten people who have a right in the repository",
)
MILESTONE = Wording(
    GitHubError,
    "cannot {doing}: its milestone is not in {place} any more",
    "run the command again: it reads the milestones anew",
)

# Whatever else.
PLAIN = Wording(
    GitHubError,
    'cannot {doing} in {place}: GitHub says "{said}"',
    "docs/errors.md explains GitHub's messages; https://www.githubstatus.com says whether GitHub "
    "has trouble",
)
