"""A blog to look at while it is written: every post, its state, its text. Part of `blog`.

GitHub is read once at most; from then on every look compares the files with what was read. Nothing
here writes.
"""

from ghblog.viewing.drafts import typed_text
from ghblog.viewing.places import FILES, MISSING, PICTURES, POSTS
from ghblog.viewing.values import Look, PostView, Summary
from ghblog.viewing.viewer import Viewer

__all__ = [
    "FILES",
    "MISSING",
    "PICTURES",
    "POSTS",
    "Look",
    "PostView",
    "Summary",
    "Viewer",
    "typed_text",
]
