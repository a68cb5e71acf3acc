"""Files → `Post` → `Document`: discovery, front matter, title, date, pictures; the composer."""

from ghblog.posts.composer import PartComposer
from ghblog.posts.disk import DiskFiles
from ghblog.posts.documents import build_document
from ghblog.posts.following import follow
from ghblog.posts.reading import discover, read_posts, zone_of

__all__ = [
    "DiskFiles",
    "PartComposer",
    "build_document",
    "discover",
    "follow",
    "read_posts",
    "zone_of",
]
