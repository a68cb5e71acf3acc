"""What GitHub holds, read once; and whether it may be published to at all."""

from __future__ import annotations

from ghblog.errors import GitHubError, NotAllowedError, PullFirstError
from ghblog.model import Existing, Kind, Reader, Repository, Settings
from ghblog.prepare.values import Known, Sources, Wish
from ghblog.sync.keeping import branch_to_propose
from ghblog.sync.ledger import FILES, branch_name, parse
from ghblog.sync.recover import recover
from ghblog.sync.takeover import Patience, Reading, busy_for, found_by, wait_for_claim

# Rights that do not reach for publishing; an App's token may tell none at all.
_TOO_LITTLE = frozenset({"READ", "TRIAGE"})


def read_known(sources: Sources, wish: Wish, github: Reader, patience: Patience) -> Known:
    """What GitHub holds, as far as a plan needs it. Raises GhblogError.

    Without a ledger, all that exists is listed for what bears our marker.
    """
    (snapshot, ledger), found, notices = read_checked(sources, wish, github, patience)
    if not ledger.head and (snapshot.highest or snapshot.recent):
        found = [*github.list_all()]
    settings = sources.settings
    recovered = recover(
        ledger,
        found,
        viewer=snapshot.viewer,
        publishers=settings.publishers,
        folder=settings.posts_folder,
    )
    return Known(snapshot, ledger, recovered, notices)


def read_checked(
    sources: Sources, wish: Wish, github: Reader, patience: Patience
) -> tuple[Reading, list[Existing], list[str]]:
    """As `read_github`, and check that these sources may be published to what was read."""
    reading, found, notices = read_github(sources.settings, sources, wish, github, patience)
    snapshot, ledger = reading
    notices += _check_repository(snapshot.repository, sources, wish)
    notices += _check_commit(ledger.commit, sources, wish)
    return reading, found, notices


def read_github(
    settings: Settings, sources: Sources, wish: Wish, github: Reader, patience: Patience
) -> tuple[Reading, list[Existing], list[str]]:
    """The repository and the ledger; with `wish.writes`, once nobody else holds it. What a dead run
    may have created, and what to tell, come along. Raises GhblogError."""
    branch = branch_name(settings.blog)
    labels = sorted({label for post in sources.posts for label in post.labels})
    milestones = any(post.meta.milestone for post in sources.posts)

    def read() -> Reading:
        snapshot = github.read(
            branch=branch,
            files=FILES,
            index=(settings.index_path,),
            labels=labels,
            milestones=milestones,
            proposal=branch_to_propose(settings),
        )
        repository = snapshot.repository.id
        ledger = parse(snapshot.ledger, repository=repository, blog=settings.blog, branch=branch)
        return snapshot, ledger

    if wish.writes:
        reading, found = wait_for_claim(read, github, patience)
        return reading, found, []
    reading = read()
    if busy_for(reading[1], github, patience.machine):
        return reading, [], ["somebody else is publishing just now; this is how it stood before"]
    return reading, found_by(reading[1], github), []


def _check_repository(repository: Repository, sources: Sources, wish: Wish) -> list[str]:
    """What is to be told of the repository. With `wish.writes`, raises NotAllowedError or
    GitHubError when it cannot take the posts."""
    if wish.writes:
        _check_takes(repository, {post.kind for post in sources.posts})
    wanted, name = sources.settings.repository, repository.name
    if wanted and wanted.casefold() != name.casefold():
        return [f"{wanted} is {name} by now; set repository = “{name}” in ghblog.toml"]
    return []


def _check_takes(repository: Repository, kinds: set[Kind]) -> None:
    name, settings_page = repository.name, f"{repository.url}/settings"
    if repository.archived:
        raise NotAllowedError(
            f"{name} is archived: it is read-only",
            hint=f"unarchive it in {settings_page}, or publish elsewhere",
        )
    on = {Kind.ISSUE: repository.has_issues, Kind.DISCUSSION: repository.has_discussions}
    for kind in Kind:
        if kind in kinds and not on[kind]:
            raise GitHubError(
                f"{kind}s are switched off in {name}",
                hint=f"switch them on in {settings_page} (Features)",
            )
    if repository.permission in _TOO_LITTLE:
        raise NotAllowedError(
            f"you may read {name}, but not write to it ({repository.permission.lower()})",
            hint="ask its owner for write access, or check `repository` in ghblog.toml",
        )


def _check_commit(published: str, sources: Sources, wish: Wish) -> list[str]:
    """An old checkout must not undo newer posts. Raises PullFirstError.

    Args:
        published: the source folder's commit at the last publish; empty if unknown.

    Returns: what is to be told of it.
    """
    if not published or not sources.commit or wish.force:
        return []
    contains = sources.contains(published)
    if contains is None:
        return [f"this clone is too shallow to tell whether it has {published[:9]}"]
    if contains:
        return []
    raise PullFirstError(
        f"what was published last comes from the commit {published[:9]}, "
        "which is not in this checkout: it would undo newer posts",
        hint="run `git pull` first; if the history was rewritten on purpose, add --force",
    )
