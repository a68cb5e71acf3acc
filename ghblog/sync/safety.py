"""Whether a plan looks like a mistake, so that it needs a yes. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ghblog.model import Action, Change


def unsafe(changes: Sequence[Change], published: int, max_new: int) -> tuple[str, ...]:
    """Why a plan needs a yes: mass changes are mistakes more often than wishes.

    Args:
        published: how many posts the ledger has.
        max_new: `publish.max_new`.
    """
    new = sum(change.action is Action.CREATE for change in changes)
    updated = sum(change.action is Action.UPDATE for change in changes)
    reasons = []
    if new > max_new:
        reasons.append(f"{new} new posts, more than publish.max_new = {max_new}")
    if updated > 3 and updated > 0.3 * published:
        reasons.append(f"{updated} of {published} published posts updated, more than 30 %")
    if strange := _another_folder(changes, published):
        reasons.append(strange)
    moved = sum(change.action is Action.UPDATE and bool(change.old) for change in changes)
    if moved:
        files = f"{moved} changed posts are" if moved > 1 else "a changed post is"
        reasons.append(f"{files} taken for a moved file by the title")
    if shorter := sum(map(_from_another_file, changes)):
        posts = f"{shorter} posts" if shorter > 1 else "a post"
        reasons.append(
            f"comments that go on with {posts} would be deleted, and the file is not the one that "
            "was published: does it hold the whole text?"
        )
    return tuple(reasons)


def _from_another_file(change: Change) -> bool:
    """Whether parts would be taken away by a file that was never published, such as one that was
    made of what is on GitHub: it may lack them by mistake."""
    entry = change.entry
    if change.action is not Action.UPDATE or not change.surplus or entry is None:
        return False
    return not entry.source or entry.path != change.path


def _another_folder(changes: Sequence[Change], published: int) -> str:
    """Why the files may be those of another blog: most posts are gone, and one that has the name of
    a published one has another title."""
    gone = sum(change.action is Action.GONE for change in changes)
    titles = [
        change.entry.title
        for change in changes
        if change.action is Action.UPDATE and change.entry and change.title != change.entry.title
    ]
    if not titles or gone * 2 < published:
        return ""
    return (
        f"{gone} of {published} published posts have no file here, and “{titles[0]}” would become "
        "another post: is this the folder of this blog? (another blog needs a blog.name of its own)"
    )
