"""Files and GitHub → a plan, with all that `apply` needs to carry it out. Part of `blog`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ghblog.errors import GitHubError, NotAllowedError, PullFirstError
from ghblog.index import IndexProblemError
from ghblog.lookout import lacking, pins_told, titles_by_hand, twins_told
from ghblog.model import (
    Action,
    Change,
    Composer,
    Document,
    Existing,
    GitHub,
    IndexChange,
    Kind,
    Ledger,
    Plan,
    Post,
    Refusal,
    Repository,
    Settings,
    Severity,
    Snapshot,
)
from ghblog.sync.apply import Read
from ghblog.sync.entries import entries_after
from ghblog.sync.ledger import FILES, branch_name, parse
from ghblog.sync.plan import Inputs, arrange, draft, unsafe
from ghblog.sync.readme import index_change, readme_after, wants_index
from ghblog.sync.recover import Recovered, recover, titles_of
from ghblog.sync.takeover import Patience, Reading, busy_for, found_by, wait_for_claim
from ghblog.sync.weigh import to_read, verify, weigh
from ghblog.sync.writing import picture_url

# Rights that do not reach for publishing; an App's token may tell none at all.
_TOO_LITTLE = frozenset({"READ", "TRIAGE"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller wants planned.

    Attributes:
        only: paths the plan is limited to; None for all.
        refresh: compare every text, whatever the hashes say.
        force: publish from a checkout older than what was published last.
        verify: read every published text, to see which were edited on the web.
        writes: whether a publish follows: then a right that is missing is an error at once.
        index_only: leave the posts alone.
        watchers: ask how many people new posts notify: one request, where there are any.
    """

    only: Collection[str] | None = None
    refresh: bool = False
    force: bool = False
    verify: bool = False
    writes: bool = False
    index_only: bool = False
    watchers: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """What the writer has.

    Attributes:
        commit: the git commit of the source folder; empty if there is none.
        contains: whether a commit is an ancestor of it; None if nobody can tell.
        build: a post's document.
        templates: the blog's own templates, name → text.
    """

    settings: Settings
    posts: Sequence[Post]
    refusals: Sequence[Refusal]
    commit: str
    contains: Callable[[str], bool | None]
    build: Callable[[Post], Document | Refusal]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, and what it was made from.

    Attributes:
        urls: picture key → where it is, or will be.
    """

    plan: Plan
    read: Read
    urls: Mapping[str, str]


def prepare(
    sources: Sources,
    wish: Wish,
    github: GitHub,
    composer: Composer,
    patience: Patience,
) -> Prepared:
    """Read GitHub once and plan. With `wish.writes`, wait for somebody else's claim first."""
    (snapshot, ledger), found, notices = read_github(
        sources.settings, sources, wish, github, patience
    )
    notices += check_repository(snapshot.repository, sources, wish)
    notices += check_commit(ledger.commit, sources, wish)
    recovered = _recover(sources.settings, snapshot, ledger, found, github)
    urls = _urls(sources.settings, snapshot.repository, recovered.ledger, sources.posts)
    compose = _composing(composer, urls)
    changes = _changes(sources, wish, snapshot, recovered, github, compose)
    at = patience.clock.monotonic()
    notices += recovered.notices
    notices += pins_told(snapshot, changes)
    notices += twins_told(sources.settings, snapshot, recovered)
    notices += _told(sources.posts)
    plan = _plan(sources, snapshot, ledger, recovered, changes, notices)
    if wish.watchers and plan.of(Action.CREATE):
        plan = replace(plan, watchers=github.watchers())
    unmarked = {} if ledger.head else titles_of(recovered.unmarked)
    found_entries = {id_: recovered.ledger.posts[id_] for id_ in recovered.records}
    read = Read(snapshot, ledger, unmarked, at, found_entries, sources.commit)
    return Prepared(plan, read, urls)


def read_github(
    settings: Settings, sources: Sources, wish: Wish, github: GitHub, patience: Patience
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


def check_repository(repository: Repository, sources: Sources, wish: Wish) -> list[str]:
    """What is to be told of the repository. Raises GitHubError when it cannot take the posts."""
    name = repository.name
    if repository.archived and wish.writes:
        raise NotAllowedError(
            f"{name} is archived: it is read-only",
            hint=f"unarchive it in {repository.url}/settings, or publish elsewhere",
        )
    wants_issues = any(post.kind is Kind.ISSUE for post in sources.posts)
    if wants_issues and not repository.has_issues and wish.writes:
        raise GitHubError(
            f"issues are switched off in {name}",
            hint=f"switch them on in {repository.url}/settings (Features)",
        )
    wants_talks = any(post.kind is Kind.DISCUSSION for post in sources.posts)
    if wants_talks and not repository.has_discussions and wish.writes:
        raise GitHubError(
            f"discussions are switched off in {name}",
            hint=f"switch them on in {repository.url}/settings (Features)",
        )
    if repository.permission in _TOO_LITTLE and wish.writes:
        raise NotAllowedError(
            f"you may read {name}, but not write to it ({repository.permission.lower()})",
            hint="ask its owner for write access, or check `repository` in ghblog.toml",
        )
    wanted = sources.settings.repository
    if wanted and wanted.casefold() != name.casefold():
        return [f"{wanted} is {name} by now; set repository = “{name}” in ghblog.toml"]
    return []


def check_commit(published: str, sources: Sources, wish: Wish) -> list[str]:
    """An old checkout must not undo newer posts."""
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


def _told(posts: Sequence[Post]) -> list[str]:
    """The findings that matter enough to be told with the plan."""
    found = (finding for post in posts for finding in post.findings)
    return [str(finding) for finding in found if finding.severity is not Severity.INFO]


def _recover(
    settings: Settings,
    snapshot: Snapshot,
    ledger: Ledger,
    found: Sequence[Existing],
    github: GitHub,
) -> Recovered:
    """What bears our marker and is not in the ledger; without one, all that exists is listed."""
    if not ledger.head and (snapshot.highest or snapshot.recent):
        found = github.list_all()
    publishers = settings.publishers
    return recover(ledger, found, viewer=snapshot.viewer, publishers=publishers)


def _changes(
    sources: Sources,
    wish: Wish,
    snapshot: Snapshot,
    recovered: Recovered,
    github: GitHub,
    compose: Callable[[Document], str],
) -> tuple[Change, ...]:
    if wish.index_only:
        return ()
    settings = sources.settings
    inputs = Inputs(
        settings=settings,
        ledger=recovered.ledger,
        posts=sources.posts,
        refusals=sources.refusals,
        build=sources.build,
        titles=titles_by_hand(settings, sources.posts, snapshot, recovered, github),
        records=recovered.records,
        doubtful=recovered.doubtful,
        lacks=lacking(snapshot),
        only=wish.only,
        refresh=wish.refresh,
    )
    changes = draft(inputs)
    if nodes := to_read(changes):
        changes = weigh(
            changes,
            github.read_nodes(nodes),
            compose,
            blog=settings.blog,
            refresh=wish.refresh,
        )
    if wish.verify:
        known = [one.entry.node for one in changes if one.entry and not one.present]
        changes = verify(changes, github.read_nodes(known), settings.blog)
    return arrange(changes, recovered.ledger.pictures.keys())


def _urls(
    settings: Settings, repository: Repository, ledger: Ledger, posts: Sequence[Post]
) -> dict[str, str]:
    """Where each picture is, or will be once it is uploaded."""
    coming = {one.key: one.stored_path for post in posts for one in post.pictures}
    branch = branch_name(settings.blog)
    stored = {**coming, **ledger.pictures}
    return {key: picture_url(repository.url, branch, at) for key, at in stored.items()}


def _composing(composer: Composer, urls: Mapping[str, str]) -> Callable[[Document], str]:
    return lambda document: composer.compose(document, 1, urls)


def _plan(
    sources: Sources,
    snapshot: Snapshot,
    ledger: Ledger,
    recovered: Recovered,
    changes: Sequence[Change],
    notices: Sequence[str],
) -> Plan:
    settings = sources.settings
    plan = Plan(
        repository=snapshot.repository,
        viewer=snapshot.viewer,
        blog=settings.blog,
        head=ledger.head,
        changes=tuple(changes),
        index=_index(sources, snapshot, recovered, changes),
        store=f"to the branch “{branch_name(settings.blog)}”",
        unsafe=unsafe(changes, len(recovered.ledger.posts), settings.max_new),
        notices=tuple(notices),
    )
    labels = {label for one in plan.writes if one.document for label in one.document.labels}
    missing = tuple(label for label in snapshot.missing_labels if label in labels)
    return replace(plan, missing_labels=missing)


def _index(
    sources: Sources, snapshot: Snapshot, recovered: Recovered, changes: Sequence[Change]
) -> IndexChange | None:
    if not sources.settings.index:
        return None
    path = sources.settings.index_path
    changed, dropped = entries_after(recovered.ledger.posts, changes)
    kept = {id_: one for id_, one in recovered.ledger.posts.items() if id_ not in dropped}
    entries = {**kept, **changed}
    if not wants_index(path, snapshot.default, entries.values()):
        return IndexChange(path)
    try:
        after = readme_after(
            path, snapshot.default, snapshot.repository, entries.values(), sources.templates
        )
    except IndexProblemError as problem:
        return IndexChange(path, error=str(problem), hint=problem.hint)
    return index_change(path, snapshot.default, after)
