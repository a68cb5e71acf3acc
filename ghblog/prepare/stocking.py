"""Which pictures are stored, where new ones go, and which cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ghblog.model import Change, Machine, Reader, Repository
from ghblog.prepare.values import Known, Sources
from ghblog.sync.addresses import Addresses
from ghblog.sync.arranging import pictures_shown
from ghblog.sync.attaching import upload_place
from ghblog.sync.ledger import branch_name
from ghblog.sync.stores import Store, Unfit, check_source, choose, refuse_unfit, too_large


@dataclass(frozen=True, slots=True)
class Stock:
    """Pictures by their keys → where they are, as in the ledger.

    Attributes:
        store: where new ones go.
        recorded: those that the ledger has.
        found: those that it lacks: noted on this machine, or in the pushed source.
    """

    store: Store
    recorded: Mapping[str, str]
    found: Mapping[str, str] = field(default_factory=dict)

    @property
    def have(self) -> dict[str, str]:
        """All that are stored."""
        return {**self.found, **self.recorded}


def take_stock(sources: Sources, known: Known, github: Reader, machine: Machine) -> Stock:
    """The pictures that are stored. Sends nothing."""
    settings = sources.settings
    store = choose(settings.store, github.attachments(), branch_name(settings.blog))
    recorded = known.ledger.pictures
    noted = machine.uploads(upload_place(known.snapshot.repository))
    return Stock(store, recorded, {key: at for key, at in noted.items() if key not in recorded})


def picture_urls(stock: Stock, sources: Sources, addresses: Addresses) -> dict[str, str]:
    """Where each picture is, or will be once it is stored."""
    have = stock.have
    coming = {
        one.key: addresses.coming(one, attached=stock.store.attach)
        for post in sources.posts
        for one in post.pictures
        if one.key not in have
    }
    return {**coming, **addresses.pictures(have)}


def locate(
    stock: Stock,
    sources: Sources,
    repository: Repository,
    github: Reader,
    changes: tuple[Change, ...],
) -> tuple[Stock, tuple[Change, ...]]:
    """With the `source` store, find pictures in the pushed commit; what cannot be linked there
    makes its post a refusal. Raises NotAllowedError where readers could not see them."""
    if sources.settings.store != "source":
        return stock, changes
    have = stock.have
    wanted = [one for change in changes for one in pictures_shown(change) if one.key not in have]
    if not wanted:
        return stock, changes
    check_source(sources.site.source, repository, github)
    looked = {one.key: sources.locate(one) for one in wanted}
    unfit = {key: at for key, at in looked.items() if isinstance(at, Unfit)}
    located = {key: at for key, at in looked.items() if isinstance(at, str)}
    return replace(stock, found={**stock.found, **located}), refuse_unfit(changes, unfit, have)


def refuse_too_large(stock: Stock, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Posts with a picture that nothing takes become refusals."""
    shown = [one for change in changes for one in pictures_shown(change)]
    return refuse_unfit(changes, too_large(shown, stock.store), stock.have)
