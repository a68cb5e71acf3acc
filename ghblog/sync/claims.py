"""Taking, renewing and checkpointing the claim: effects through the ports only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ghblog.errors import AnswerLostError, GhblogError, StaleHeadError
from ghblog.index import IndexProblemError, render_readme, render_template
from ghblog.model import Action, Change, Claim, Commit, Head, Ledger, Picture, Progress
from ghblog.sync.desk import Desk
from ghblog.sync.lease import must_renew
from ghblog.sync.ledger import FILES, changed_files, files_of, text_path
from ghblog.sync.ports import PlanOutdatedError, StoppedError, commit, commit_token

# `createCommitOnBranch` takes under 40 MB in all, base64 included (seen by others, undocumented).
BATCH = 30_000_000


def take(desk: Desk, posts: Sequence[tuple[str, int]], pictures: Sequence[Picture] = ()) -> None:
    """Claim what is about to be created, as (post id, part), and commit the pictures for the
    branch in the same commits.

    Raises PlanOutdatedError when somebody else wrote to the ledger meanwhile, and GhblogError
    when GitHub refuses; nothing was created then.
    """
    desk.claim = Claim(run=desk.run, posts=tuple(posts), highest=_highest(desk))
    if not desk.remote.head:
        _make_branch(desk)
    elif not pictures:
        _commit(desk, "Claim", {})
    keep_in_branch(desk, pictures)


def keep_in_branch(desk: Desk, pictures: Sequence[Picture]) -> None:
    """Commit pictures to the ledger's branch; each commit renews the claim. Raises like `take`."""
    total, size = len(pictures), sum(one.size for one in pictures)
    done = sent = 0
    for batch in _batches(pictures):
        desk.ports.check_stop()
        desk.ports.listen(Progress("pictures", done, total, batch[0].path, sent, size))
        files = _loaded(desk, batch)
        try:
            _commit(desk, "Claim, with pictures", files)
        except Exception:  # the ledger must not say that they are there
            for picture in batch:
                desk.pictures.pop(picture.key, None)
            raise
        done += len(batch)
        sent += sum(one.size for one in batch)
    if total:
        desk.ports.listen(Progress("pictures", total, total, "", size, size))


def keep(desk: Desk) -> None:
    """Renew the lease if too little of it is left for one more create.

    The compare-and-swap makes this safe even after the lease ran out: had anybody taken over,
    the branch would have moved. Raises PlanOutdatedError then.
    """
    if desk.claim and desk.lease and must_renew(desk.lease, desk.ports.github.now()):
        checkpoint(desk)


def checkpoint(desk: Desk) -> None:
    """Save what was done so far, and renew the lease with it."""
    if desk.claim is None:
        return
    left = tuple(one for one in desk.claim.posts if not _settled(desk, *one))
    highest = desk.claim.highest
    if not desk.doubtful:  # what a lost answer may have created lies above the old number
        highest = max([highest, *(entry.number for entry in desk.entries.values())])
    renewed = desk.claim.renewed + 1
    desk.claim = replace(desk.claim, posts=left, highest=highest, renewed=renewed)
    _commit(desk, "Checkpoint", {})


def _loaded(desk: Desk, pictures: Sequence[Picture]) -> dict[str, bytes]:
    """The files to commit; a picture that cannot be read any more is noted, and its post fails."""
    files = {}
    for picture in pictures:
        try:
            files[picture.stored_path] = desk.ports.load(picture)
        except GhblogError as error:
            desk.unstored[picture.key] = error
        else:
            desk.pictures[picture.key] = picture.stored_path
    return files


def _settled(desk: Desk, post: str, part: int) -> bool:
    """Whether a part that was claimed needs the claim no more."""
    entry = desk.entries.get(post)
    return entry is not None and (part == 1 or bool(entry.digest))


def guarded(step: Callable[[Desk], None], desk: Desk) -> None:
    """Renew or checkpoint; losing the claim ends the run. Raises StoppedError."""
    try:
        step(desk)
    except PlanOutdatedError as error:
        raise StoppedError(
            "another run took the claim over while this one waited",
            "run it again: nothing is published twice",
        ) from error
    except GhblogError as error:
        raise StoppedError(error.message, error.hint) from error


def _commit(desk: Desk, headline: str, files: dict[str, bytes]) -> None:
    for _ in range(5):
        wanted = desk.wanted(desk.remote)
        additions, deletions = changed_files(desk.remote, wanted)
        started = desk.ports.github.now()
        change = Commit(
            branch=desk.ports.branch,
            head=desk.remote.head,
            headline=f"{headline} (run {desk.run})",
            token=commit_token(),
            additions={**files, **desk.text_files(), **additions},
            deletions=deletions,
        )
        result = commit(desk.ports, [change])[0]
        if isinstance(result, str):
            desk.remote, desk.lease = replace(wanted, head=result), started
            desk.texts.clear()
            return
        if not isinstance(result, StaleHeadError):
            raise result
        if _landed(desk, wanted):
            desk.lease = started
            desk.texts.clear()
            return
    raise PlanOutdatedError


def _landed(desk: Desk, wanted: Ledger) -> bool:
    """Read the branch that moved. Our very claim on it, with our pictures, means that our lost
    answer had succeeded; an older one of ours, or without them, that it still holds and somebody
    only settled an update beside it."""
    desk.reread(FILES)
    claim = desk.remote.claim
    if claim is None or claim.run != desk.run:
        raise PlanOutdatedError
    return claim == wanted.claim and desk.pictures.items() <= desk.remote.pictures.items()


def _make_branch(desk: Desk) -> None:
    if desk.snapshot.default is None:
        _seed(desk)
    for _ in range(3):
        wanted = desk.wanted(desk.remote)
        started = desk.ports.github.now()
        try:
            head = new_branch(desk, wanted, f"Claim (run {desk.run})")
        except StaleHeadError as error:
            raise PlanOutdatedError from error
        except AnswerLostError:
            if _branch_landed(desk):
                desk.lease = started
                return
        else:
            desk.remote, desk.lease = replace(wanted, head=head), started
            return
    raise AnswerLostError(
        f"GitHub did not say whether the branch “{desk.ports.branch}” was made",
        hint="run it again",
    )


def _branch_landed(desk: Desk) -> bool:
    desk.reread(FILES)
    claim = desk.remote.claim
    if desk.remote.head and (claim is None or claim.run != desk.run):
        raise PlanOutdatedError
    return bool(desk.remote.head)


def new_branch(desk: Desk, ledger: Ledger, headline: str) -> str:
    """Make the ledger's branch with these files and a page that says what it is; its head."""
    repository = desk.plan.repository
    values = {"repository": repository.name, "url": repository.url}
    readme = render_template("branch-readme.md.j2", {}, values)
    texts = {text_path(post): text for post, text in desk.texts.items()}
    files = {**files_of(ledger), **texts, "README.md": readme}
    head = desk.ports.github.make_branch(desk.ports.branch, files, headline)
    desk.texts.clear()
    return head


def _seed(desk: Desk) -> None:
    """An empty repository takes no git objects: its first commit is the README."""
    name = desk.plan.repository.name.partition("/")[2]
    path = desk.ports.index_path
    try:
        text = render_readme(name, "", desk.ports.templates, desk.remote.blog)
    except IndexProblemError:  # told with the index; it must not keep posts from going out
        text = render_readme(name, "", {}, desk.remote.blog)
    oid = desk.ports.github.seed(path, text, "Begin")
    branch = desk.plan.repository.default_branch or "main"
    now = desk.ports.github.now()
    head = Head(branch=branch, oid=oid, date=now, message="Begin", files={path: text})
    desk.snapshot = replace(desk.snapshot, default=head)


def _highest(desk: Desk) -> int:
    numbers = [entry.number for entry in desk.wanted(desk.remote).posts.values()]
    return max([desk.snapshot.highest, *desk.unmarked, *numbers])


def _batches(pictures: Sequence[Picture]) -> Iterator[list[Picture]]:
    batch: list[Picture] = []
    for picture in pictures:
        if batch and sum(one.size for one in batch) + picture.size > BATCH:
            yield batch
            batch = []
        batch.append(picture)
    if batch:
        yield batch


def to_claim(creates: Sequence[Change], updates: Sequence[Change]) -> list[tuple[str, int]]:
    """What these changes create, as (post id, part): issues, discussions, further parts."""
    posts = [
        (change.post, part + 1)
        for change in creates
        for part in range(len(change.document.parts) if change.document else 1)
    ]
    return posts + [
        (change.post, part)
        for change in updates
        for part, remark in enumerate(change.further, 2)
        if remark is None
    ]


def pictures_of(changes: Sequence[Change]) -> list[Picture]:
    """The pictures that these changes are first to need."""
    wanted = (Action.CREATE, Action.UPDATE)
    return [one for change in changes if change.action in wanted for one in change.pictures]
