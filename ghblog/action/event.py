"""What set the workflow off, and what may be done about it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ghblog.errors import UsageError

PULL = "pull_request"
_LOOKS = frozenset({PULL, "merge_group"})  # what they bring is not on the default branch yet
_PUBLISHES = frozenset({"push", "workflow_dispatch", "schedule", "repository_dispatch"})
# These run on the default branch always, and their payloads need not name it.
_ON_DEFAULT = frozenset({"schedule", "repository_dispatch"})
_FOREIGN = frozenset({"pull_request_target", "workflow_run", "issue_comment", "issues"})
_HEADS = "refs/heads/"


@dataclass(frozen=True, slots=True)
class Event:
    """An event of GitHub Actions.

    Attributes:
        name: `push`, `pull_request`, ...
        repository: `owner/name` of the one that the workflow belongs to.
        ref: the full one, such as `refs/heads/main`.
        default_branch: without `refs/heads/`; empty if the payload does not tell.
        number: the pull request's; 0 for other events.
        base: branch that the pull request is to be merged into; empty for other events.
        fork: whether the pull request comes from another repository.
        source: address of the repository and commit whose files are shown, up to the path, as
            `https://github.com/owner/name/blob/<commit>/`; empty if nobody can tell.
    """

    name: str
    repository: str = ""
    ref: str = ""
    default_branch: str = ""
    number: int = 0
    base: str = ""
    fork: bool = False
    source: str = ""

    @property
    def on_default(self) -> bool:
        """Whether it is the default branch that the run is about, or that is merged into."""
        wanted = self.default_branch
        return not wanted or wanted == (self.base or self.ref.removeprefix(_HEADS))


def read_event(environ: Mapping[str, str], payload: str) -> Event:
    """The event.

    Args:
        environ: the runner's variables (`GITHUB_EVENT_NAME`, `GITHUB_REF`, ...).
        payload: the text of the file at `GITHUB_EVENT_PATH`; empty if there is none.

    Raises UsageError.
    """
    name = environ.get("GITHUB_EVENT_NAME", "")
    if not name:
        raise UsageError(
            "this is no run of GitHub Actions: GITHUB_EVENT_NAME is not set",
            hint="elsewhere use `ghblog publish`",
        )
    data = _parsed(payload)
    repository = environ.get("GITHUB_REPOSITORY", "")
    pull = _table(data, "pull_request") if name == PULL else {}
    head = _text(_table(_table(pull, "head"), "repo"), "full_name")
    commit = _text(_table(pull, "head"), "sha") or environ.get("GITHUB_SHA", "")
    return Event(
        name=name,
        repository=repository,
        ref=environ.get("GITHUB_REF", ""),
        default_branch=_text(_table(data, "repository"), "default_branch"),
        number=_number(data, pull),
        base=_text(_table(pull, "base"), "ref"),
        fork=bool(pull) and head.casefold() != repository.casefold(),
        source=_source(environ.get("GITHUB_SERVER_URL", ""), head or repository, commit),
    )


def only_looks(event: Event, *, asked: bool) -> bool:
    """Whether the run must, or is asked to, write nothing. Raises UsageError if the event may not
    publish, or not from this ref.

    Args:
        asked: the workflow asks for a dry run.
    """
    if event.name in _LOOKS:
        return True
    if event.name not in _PUBLISHES:
        raise _refused(event.name)
    if not asked:
        _check_ref(event)
    return asked


def _check_ref(event: Event) -> None:
    wanted = event.default_branch
    if not wanted and event.name in _ON_DEFAULT:
        return
    if not wanted:
        raise UsageError(
            "the event does not tell which branch is the default one, so nothing is published",
            hint="with dry-run: true the plan is shown",
        )
    if event.ref != f"{_HEADS}{wanted}":
        raise UsageError(
            f"{event.ref.removeprefix(_HEADS) or 'an unknown ref'} is not the default branch: only "
            f"{wanted} is published, or posts of two branches would undo each other",
            hint=f"let the workflow run on pushes to {wanted} only, or set dry-run: true "
            "to see the plan of another branch",
        )


def _refused(name: str) -> UsageError:
    if name in _FOREIGN:
        return UsageError(
            f"ghblog does not run on {name}: there a stranger decides what happens, and the token "
            "may write",
            hint="use push to publish, and pull_request to see the plan",
        )
    return UsageError(
        f"ghblog does not run on {name}",
        hint=f"use {', '.join(sorted(_PUBLISHES))} to publish, and pull_request to see the plan",
    )


def _parsed(payload: str) -> Mapping[str, Any]:
    try:
        found = json.loads(payload or "{}")
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the event's payload is not JSON: {error}") from error
    return found if isinstance(found, dict) else {}


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _text(data: Mapping[str, Any], key: str) -> str:
    found = data.get(key)
    return found if isinstance(found, str) else ""


def _number(data: Mapping[str, Any], pull: Mapping[str, Any]) -> int:
    found = pull.get("number") or data.get("number")
    return found if pull and type(found) is int else 0


def _source(server: str, repository: str, commit: str) -> str:
    known = server and repository and commit
    return f"{server.rstrip('/')}/{repository}/blob/{commit}/" if known else ""
