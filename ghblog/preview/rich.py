"""Where the addresses of a page lead once it is pasted elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ghblog.preview.remote import addresses

_PICTURES = "/user-attachments/assets/"


def links(
    shown: Sequence[str], sent: Sequence[str], *, origin: str, published: bool
) -> Mapping[str, str]:
    """Addresses of the preview → those on GitHub.

    Both pages come from one text that differs in its addresses only, so that they pair up by their
    order. A picture that nobody knows to be on GitHub is left out: it goes along as data.

    Args:
        shown: the parts' pages with addresses of the preview.
        sent: the same as they will be sent.
        origin: where the preview is served.
        published: the text is on GitHub as it is.
    """
    found: dict[str, str] = {}
    for ours, theirs in zip(shown, sent, strict=True):
        here, there = addresses(ours), addresses(theirs)
        if len(here) == len(there):
            pairs = zip((one.removeprefix(origin) for one in here), there, strict=True)
            found |= dict(pairs)
    return {
        here: there
        for here, there in found.items()
        if here.startswith("/")
        and there.startswith(("https://", "http://"))
        and "…" not in there
        and (published or _stays(here, there))
    }


def unsent(shown: Sequence[str], links: Mapping[str, str], *, origin: str) -> bool:
    """Whether a page shows pictures of the blog that have no address on GitHub yet."""
    here = (one.removeprefix(origin) for page in shown for one in addresses(page))
    return any(one.startswith(_PICTURES) and one not in links for one in here)


def _stays(here: str, there: str) -> bool:
    """Whether an address holds before the text is published: every link to a post or a file does,
    and a picture that is an attachment already. One to be attached has our own name for it."""
    if not here.startswith(_PICTURES):
        return True
    return _PICTURES in there and not there.endswith(here)
