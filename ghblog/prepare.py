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
    Entry,
    Existing,
    IndexChange,
    Kind,
    Ledger,
    Picture,
    Plan,
    Post,
    Reader,
    Refusal,
    Repository,
    Settings,
    Severity,
    Snapshot,
)
from ghblog.sync.addresses import Addresses, Site
from ghblog.sync.apply import Read
from ghblog.sync.arranging import arrange, pictures_shown
from ghblog.sync.attaching import upload_place
from ghblog.sync.entries import entries_after
from ghblog.sync.inputs import Inputs
from ghblog.sync.ledger import FILES, branch_name, parse
from ghblog.sync.lookup import comments_below
from ghblog.sync.plan import draft, known_places
from ghblog.sync.readme import index_change, readme_after, wants_index
from ghblog.sync.recover import Recovered, recover, titles_of, whole_texts
from ghblog.sync.safety import unsafe
from ghblog.sync.stores import Store, Unfit, check_source, choose, refuse_unfit, too_large
from ghblog.sync.takeover import Patience, Reading, busy_for, found_by, wait_for_claim
from ghblog.sync.weigh import Present, comments_to_read, to_read, verify, weigh

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
        offline: GitHub is only remembered: what nobody can tell keeps nothing back.
    """

    only: Collection[str] | None = None
    refresh: bool = False
    force: bool = False
    verify: bool = False
    writes: bool = False
    index_only: bool = False
    watchers: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """What the writer has.

    Attributes:
        commit: the git commit of the source folder; empty if there is none.
        contains: whether a commit is an ancestor of it; None if nobody can tell.
        build: a post's document.
        site: what the writer's side tells of addresses.
        locate: where a picture is in the pushed source, `source/<commit>/<path>`, or why it is not
            there.
        templates: the blog's own templates, name → text.
    """

    settings: Settings
    posts: Sequence[Post]
    refusals: Sequence[Refusal]
    commit: str
    contains: Callable[[str], bool | None]
    build: Callable[[Post], Document | Refusal]
    templates: Mapping[str, str]
    site: Site
    locate: Callable[[Picture], str | Unfit]


@dataclass(frozen=True, slots=True)
class Shown:
    """Composes documents with addresses as they are, or will be.

    Attributes:
        urls: picture key → URL.
    """

    composer: Composer
    addresses: Addresses
    urls: Mapping[str, str]

    def text(self, document: Document, part: int) -> str:
        """The final text of a part (from 1), as far as addresses are known."""
        urls = {**self.urls, **self.addresses.links(document)}
        return self.composer.compose(document, part, urls)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, and what it was made from.

    Attributes:
        shown: composes documents with addresses as they are or will be.
        settings: with the repository filled in where it is known.
    """

    plan: Plan
    read: Read
    shown: Shown
    settings: Settings


def prepare(
    sources: Sources,
    wish: Wish,
    github: Reader,
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
    branch = branch_name(sources.settings.blog)
    store = choose(sources.settings.store, github.attachments(), branch)
    uploads = patience.machine.uploads(upload_place(snapshot.repository))
    have = {**uploads, **recovered.ledger.pictures}
    addresses = Addresses(snapshot.repository, branch, sources.site)
    shown = Shown(composer, addresses, _urls(addresses, have, sources.posts, store))
    inputs = _inputs(sources, wish, snapshot, recovered, github)
    changes = _changes(inputs, wish, snapshot, github, shown)
    located: dict[str, str] = {}
    if not wish.offline:
        located, changes = _located(sources, snapshot.repository, github, changes, have)
    changes = refuse_unfit(changes, _unfit(changes, store), have.keys() | located.keys())
    changes = arrange(changes, have.keys() | located.keys())
    store.check([one for change in changes for one in change.pictures])
    at = patience.clock.monotonic()
    notices += recovered.notices
    notices += pins_told(snapshot, changes)
    notices += twins_told(sources.settings, snapshot, recovered)
    notices += _told(changes)
    plan = _plan(sources, snapshot, ledger, recovered, changes, notices, store)
    if wish.watchers and plan.of(Action.CREATE):
        plan = replace(plan, watchers=github.watchers())
    unmarked = {} if ledger.head else titles_of(recovered.unmarked)
    found_entries = {
        id_: entry
        for id_, entry in recovered.ledger.posts.items()
        if ledger.posts.get(id_) != entry
    }
    read = Read(
        snapshot=snapshot,
        ledger=ledger,
        unmarked=unmarked,
        at=at,
        recovered=found_entries,
        texts=whole_texts(recovered),
        commit=sources.commit,
        store=store,
        pictures={k: at for k, at in {**uploads, **located}.items() if k not in ledger.pictures},
        places=known_places(inputs, changes),
    )
    return Prepared(plan, read, shown, sources.settings)


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


def _told(changes: Sequence[Change]) -> list[str]:
    """The findings that matter enough to be told with the plan, of the posts that it writes."""
    written = [one.source for one in changes if one.action in (Action.CREATE, Action.UPDATE)]
    found = (finding for post in written if post for finding in post.findings)
    return [str(finding) for finding in found if finding.severity is not Severity.INFO]


def _recover(
    settings: Settings,
    snapshot: Snapshot,
    ledger: Ledger,
    found: Sequence[Existing],
    github: Reader,
) -> Recovered:
    """What bears our marker and is not in the ledger; without one, all that exists is listed."""
    if not ledger.head and (snapshot.highest or snapshot.recent):
        found = github.list_all()
    publishers = settings.publishers
    return recover(ledger, found, viewer=snapshot.viewer, publishers=publishers)


def _inputs(
    sources: Sources, wish: Wish, snapshot: Snapshot, recovered: Recovered, github: Reader
) -> Inputs:
    settings = sources.settings
    return Inputs(
        settings=settings,
        ledger=recovered.ledger,
        posts=sources.posts,
        refusals=sources.refusals,
        build=sources.build,
        titles=titles_by_hand(settings, sources.posts, snapshot, recovered, github),
        records=recovered.records,
        doubtful=recovered.doubtful,
        lacks=_lacks_nothing if wish.offline else lacking(snapshot),
        only=wish.only,
        refresh=wish.refresh,
    )


def _lacks_nothing(_document: Document) -> None:
    """Offline, nobody knows what the repository lacks."""


def _changes(
    inputs: Inputs, wish: Wish, snapshot: Snapshot, github: Reader, shown: Shown
) -> tuple[Change, ...]:
    """What would become of each post, weighed against what GitHub holds."""
    if wish.index_only:
        return ()
    settings = inputs.settings
    changes = draft(inputs)
    if nodes := to_read(changes):
        present = _present(github, snapshot, settings, nodes, comments_to_read(changes))
        weighed = weigh(changes, present, shown.text, blog=settings.blog, refresh=wish.refresh)
        changes = _as_known(changes, weighed, present) if wish.offline else weighed
    if wish.verify:
        entries = [one.entry for one in changes if one.entry and not one.present]
        nodes = tuple(entry.node for entry in entries)
        parted = tuple(entry for entry in entries if entry.parts)
        present = _present(github, snapshot, settings, nodes, parted)
        changes = verify(changes, present, settings.blog)
    return changes


def _as_known(
    changes: Sequence[Change], weighed: Sequence[Change], present: Present
) -> tuple[Change, ...]:
    """Changes weighed against the texts that are remembered; the others as they were drafted."""
    return tuple(
        after if before.entry is None or before.entry.node in present.texts else before
        for before, after in zip(changes, weighed, strict=True)
    )


def _present(
    github: Reader,
    snapshot: Snapshot,
    settings: Settings,
    nodes: Sequence[str],
    commented: Sequence[Entry],
) -> Present:
    remarks = comments_below(github, commented)
    return Present(github.read_nodes(nodes), remarks, snapshot.viewer, settings.publishers)


def _unfit(changes: Sequence[Change], store: Store) -> Mapping[str, Unfit]:
    return too_large([one for change in changes for one in pictures_shown(change)], store)


def _located(
    sources: Sources,
    repository: Repository,
    github: Reader,
    changes: tuple[Change, ...],
    have: Mapping[str, str],
) -> tuple[dict[str, str], tuple[Change, ...]]:
    """With the `source` store: picture key → where it is in the pushed commit; what cannot be
    linked there makes its post a refusal."""
    if sources.settings.store != "source":
        return {}, changes
    wanted = [one for change in changes for one in pictures_shown(change) if one.key not in have]
    if not wanted:
        return {}, changes
    check_source(sources.site.source, repository, github)
    found = {one.key: sources.locate(one) for one in wanted}
    unfit = {key: at for key, at in found.items() if isinstance(at, Unfit)}
    located = {key: at for key, at in found.items() if isinstance(at, str)}
    return located, refuse_unfit(changes, unfit, have)


def _urls(
    addresses: Addresses, have: Mapping[str, str], posts: Sequence[Post], store: Store
) -> dict[str, str]:
    """Where each picture is, or will be once it is stored."""
    coming = {
        one.key: addresses.coming(one, attached=store.attach)
        for post in posts
        for one in post.pictures
        if one.key not in have
    }
    return {**coming, **addresses.pictures(have)}


def _plan(
    sources: Sources,
    snapshot: Snapshot,
    ledger: Ledger,
    recovered: Recovered,
    changes: Sequence[Change],
    notices: Sequence[str],
    store: Store,
) -> Plan:
    settings = sources.settings
    plan = Plan(
        repository=snapshot.repository,
        viewer=snapshot.viewer,
        blog=settings.blog,
        head=ledger.head,
        changes=tuple(changes),
        index=_index(sources, snapshot, recovered, changes),
        store=store.told,
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
