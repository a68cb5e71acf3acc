"""`ghblog adopt`: read, match, ask, record. Nothing on GitHub is edited. Part of `blog`."""

from ghblog.adopting.recording import adopt
from ghblog.adopting.values import AdoptWish, Room

__all__ = ["AdoptWish", "Room", "adopt"]
