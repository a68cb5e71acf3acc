"""The plan: read, weigh, arrange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ghblog.errors import ConfigError
from ghblog.lookout import lacking, pins_told, titles_by_hand, twins_told
from ghblog.model import (
    Action,
    Change,
    Composer,
    Document,
    IndexChange,
    Plan,
    Reader,
    Severity,
    Snapshot,
)
from ghblog.prepare.reading import read_known
from ghblog.prepare.stocking import Stock, locate, picture_urls, refuse_too_large, take_stock
from ghblog.prepare.values import Known, Prepared, Shown, Sources, Wish
from ghblog.prepare.weighing import weighed_changes
from ghblog.sync.addresses import Addresses
from ghblog.sync.apply import Read
from ghblog.sync.arranging import arrange
from ghblog.sync.entries import entries_after
from ghblog.sync.inputs import Inputs
from ghblog.sync.keeping import index_after
from ghblog.sync.ledger import branch_name
from ghblog.sync.links import owners
from ghblog.sync.plan import known_places
from ghblog.sync.recover import whole_texts
from ghblog.sync.safety import unsafe
from ghblog.sync.takeover import Patience


def prepare(
    sources: Sources,
    wish: Wish,
    github: Reader,
    composer: Composer,
    patience: Patience,
) -> Prepared:
    """Read GitHub once and plan. With `wish.writes`, wait for somebody else's claim first."""
    if wish.writes and sources.index_here:
        sources.index_here()  # an index that cannot be written is told before anything is done
    known = read_known(sources, wish, github, patience)
    if wish.writes and sources.index_here and known.snapshot.default is None:
        raise _nothing_pushed(known.snapshot.repository.name)
    published = known.recovered.ledger.posts.values()
    sources = replace(sources, posts=sources.follow(owners(published)))
    repository = known.snapshot.repository
    stock = take_stock(sources, known, github, patience.machine)
    addresses = Addresses(repository, branch_name(sources.settings.blog), sources.site)
    shown = Shown(composer, addresses, picture_urls(stock, sources, addresses))
    inputs = _inputs(sources, wish, known, github)
    changes = weighed_changes(inputs, wish, known.snapshot, github, shown)
    if not wish.offline:
        stock, changes = locate(stock, sources, repository, github, changes)
    changes = arrange(refuse_too_large(stock, changes), stock.have)
    stock.store.check([one for change in changes for one in change.pictures])
    at = patience.clock.monotonic()
    plan = _plan(sources, known, changes, stock)
    if wish.watchers and plan.of(Action.CREATE):
        plan = replace(plan, watchers=github.watchers())
    read = _read(known, stock, sources.commit, at, known_places(inputs, changes))
    return Prepared(plan, read, shown, sources.settings)


def _nothing_pushed(repository: str) -> ConfigError:
    """A first commit of ours would not fit to those of the checkout that holds the index."""
    return ConfigError(
        f'index.commit is "file", and {repository} has no commit yet',
        hint="git push first, then publish",
    )


def _inputs(sources: Sources, wish: Wish, known: Known, github: Reader) -> Inputs:
    settings, snapshot, recovered = sources.settings, known.snapshot, known.recovered
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


def _plan(sources: Sources, known: Known, changes: Sequence[Change], stock: Stock) -> Plan:
    settings, snapshot, recovered = sources.settings, known.snapshot, known.recovered
    plan = Plan(
        repository=snapshot.repository,
        viewer=snapshot.viewer,
        blog=settings.blog,
        head=known.ledger.head,
        changes=tuple(changes),
        index=_index(sources, known, changes),
        store=stock.store.told,
        unsafe=unsafe(changes, len(recovered.ledger.posts), settings.max_new),
        notices=(
            *known.notices,
            *recovered.notices,
            *pins_told(snapshot, changes),
            *twins_told(settings, snapshot, recovered),
            *_findings_told(changes),
        ),
    )
    return replace(plan, missing_labels=_missing_labels(plan, snapshot))


def _missing_labels(plan: Plan, snapshot: Snapshot) -> tuple[str, ...]:
    wanted = {label for one in plan.writes if one.document for label in one.document.labels}
    return tuple(label for label in snapshot.missing_labels if label in wanted)


def _findings_told(changes: Sequence[Change]) -> list[str]:
    """The findings that matter enough to be told with the plan, of the posts that it writes."""
    written = [one.source for one in changes if one.action in (Action.CREATE, Action.UPDATE)]
    found = (finding for post in written if post for finding in post.findings)
    return [str(finding) for finding in found if finding.severity is not Severity.INFO]


def _index(sources: Sources, known: Known, changes: Sequence[Change]) -> IndexChange | None:
    if not sources.settings.index:
        return None
    before = known.recovered.ledger.posts
    changed, dropped = entries_after(before, changes)
    kept = {id_: one for id_, one in before.items() if id_ not in dropped}
    entries = {**kept, **changed}.values()
    return index_after(
        sources.settings,
        known.snapshot,
        known.ledger,
        entries,
        sources.templates,
        sources.index_here,
    )


def _read(known: Known, stock: Stock, commit: str, at: float, places: Mapping[str, str]) -> Read:
    """What `apply` needs to know of what was read."""
    ledger, recovered = known.ledger, known.recovered
    return Read(
        snapshot=known.snapshot,
        ledger=ledger,
        unmarked=known.unmarked,
        at=at,
        recovered={
            id_: entry
            for id_, entry in recovered.ledger.posts.items()
            if ledger.posts.get(id_) != entry
        },
        texts=whole_texts(recovered),
        commit=commit,
        store=stock.store,
        pictures=stock.found,
        places=places,
    )
