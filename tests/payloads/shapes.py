"""The shape of GitHub's event payloads, as JSON Schemas.

Written after “Webhook events and payloads” in GitHub's documentation: which fields there always
are, and of what kind. Fields that may come besides are not listed, except at the top.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
MAYBE_FLAG: Schema = {"type": ["boolean", "null"]}
OID: Schema = {"type": "string", "pattern": "^[0-9a-f]{40}$"}
TIME: Schema = {"type": "string", "format": "date-time"}
URL: Schema = {"type": "string", "pattern": "^(https?|git)://[^ ]+$"}
LIST: Schema = {"type": "array"}


def shape(**fields: Schema) -> Schema:
    """An object that has these fields, and maybe more."""
    return {"type": "object", "required": list(fields), "properties": fields}


def _each(kind: Schema, names: str) -> dict[str, Schema]:
    return dict.fromkeys(names.split(), kind)


# What follows the repository's own address in the API.
REPOSITORY_URLS = {
    "forks_url": "/forks",
    "keys_url": "/keys{/key_id}",
    "collaborators_url": "/collaborators{/collaborator}",
    "teams_url": "/teams",
    "hooks_url": "/hooks",
    "issue_events_url": "/issues/events{/number}",
    "events_url": "/events",
    "assignees_url": "/assignees{/user}",
    "branches_url": "/branches{/branch}",
    "tags_url": "/tags",
    "blobs_url": "/git/blobs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "trees_url": "/git/trees{/sha}",
    "statuses_url": "/statuses/{sha}",
    "languages_url": "/languages",
    "stargazers_url": "/stargazers",
    "contributors_url": "/contributors",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "commits_url": "/commits{/sha}",
    "git_commits_url": "/git/commits{/sha}",
    "comments_url": "/comments{/number}",
    "issue_comment_url": "/issues/comments{/number}",
    "contents_url": "/contents/{+path}",
    "compare_url": "/compare/{base}...{head}",
    "merges_url": "/merges",
    "archive_url": "/{archive_format}{/ref}",
    "downloads_url": "/downloads",
    "issues_url": "/issues{/number}",
    "pulls_url": "/pulls{/number}",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "labels_url": "/labels{/name}",
    "releases_url": "/releases{/id}",
    "deployments_url": "/deployments",
}

USER = shape(
    id=NUMBER,
    type={"enum": ["User", "Bot", "Organization"]},
    site_admin=FLAG,
    **_each(TEXT, "login node_id gravatar_id"),
    **_each(URL, "avatar_url url html_url followers_url following_url gists_url starred_url"),
    **_each(URL, "subscriptions_url organizations_url repos_url events_url received_events_url"),
)
REPOSITORY = shape(
    id=NUMBER,
    owner=USER,
    license={"type": ["object", "null"]},
    pushed_at={"type": ["string", "integer", "null"]},
    created_at={"type": ["string", "integer"]},
    updated_at=TIME,
    **_each(TEXT, "node_id name full_name default_branch ssh_url"),
    **_each(MAYBE, "description homepage language mirror_url"),
    **_each(URL, "html_url url git_url clone_url svn_url"),
    **_each(URL, " ".join(REPOSITORY_URLS)),
    **_each(NUMBER, "size stargazers_count watchers_count forks_count open_issues_count"),
    **_each(NUMBER, "forks open_issues watchers"),
    **_each(FLAG, "private fork has_issues has_projects has_downloads has_wiki has_pages"),
    **_each(FLAG, "archived is_template"),
)
PERSON = shape(name=TEXT, email=MAYBE)
COMMIT = shape(
    id=OID, tree_id=OID, distinct=FLAG, message=TEXT, timestamp=TIME, url=URL,
    author=PERSON, committer=PERSON,
)  # fmt: skip
SIDE = shape(
    label=TEXT, ref=TEXT, sha=OID, user=USER, repo={"anyOf": [REPOSITORY, {"type": "null"}]}
)
ASSOCIATIONS = [
    *("COLLABORATOR", "CONTRIBUTOR", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR"),
    *("MANNEQUIN", "MEMBER", "NONE", "OWNER"),
]
LINKS = "self html issue comments review_comments review_comment commits statuses"
PULL_REQUEST = shape(
    user=USER,
    head=SIDE,
    base=SIDE,
    state={"enum": ["open", "closed"]},
    created_at=TIME,
    updated_at=TIME,
    merge_commit_sha={"anyOf": [OID, {"type": "null"}]},
    author_association={"enum": ASSOCIATIONS},
    _links=shape(**_each(shape(href=URL), LINKS)),
    **_each(NUMBER, "id number comments review_comments commits additions deletions changed_files"),
    **_each(TEXT, "node_id title mergeable_state"),
    **_each(MAYBE, "body closed_at merged_at active_lock_reason"),
    **_each(URL, "url html_url diff_url patch_url issue_url commits_url review_comments_url"),
    **_each(URL, "review_comment_url comments_url statuses_url"),
    **_each(FLAG, "locked draft maintainer_can_modify"),
    **_each(MAYBE_FLAG, "merged mergeable rebaseable"),
    **_each(LIST, "assignees requested_reviewers requested_teams labels"),
    **_each({"type": ["object", "null"]}, "assignee milestone auto_merge merged_by"),
)


def _event(optional: dict[str, Schema], **fields: Schema) -> Schema:
    made = shape(**fields)
    every = {**fields, **optional, "organization": shape(login=TEXT)}
    return {**made, "properties": every, "additionalProperties": False}


_PULL = {
    "number": NUMBER,
    "pull_request": PULL_REQUEST,
    "repository": REPOSITORY,
    "sender": USER,
}
EVENTS: dict[str, Schema] = {
    "push": _event(
        {},
        ref={"type": "string", "pattern": "^refs/(heads|tags)/"},
        before=OID,
        after=OID,
        base_ref=MAYBE,
        compare=URL,
        commits={"type": "array", "items": COMMIT},
        head_commit={"anyOf": [COMMIT, {"type": "null"}]},
        repository=REPOSITORY,
        pusher=PERSON,
        sender=USER,
        **_each(FLAG, "created deleted forced"),
    ),
    "pull_request": {
        "oneOf": [
            _event({}, action={"enum": ["opened", "reopened"]}, **_PULL),
            _event({}, action={"const": "synchronize"}, before=OID, after=OID, **_PULL),
        ]
    },
    "workflow_dispatch": _event(
        {},
        inputs={"type": ["object", "null"]},
        ref=TEXT,
        repository=REPOSITORY,
        sender=USER,
        workflow=TEXT,
    ),
    # Not a webhook, and documented only in the changelog of 27 September 2022.
    "schedule": _event(
        {"repository": REPOSITORY, "workflow": TEXT, "enterprise": shape(slug=TEXT)}, schedule=TEXT
    ),
}
