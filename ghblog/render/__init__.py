"""The page as GitHub shows it: cmark-gfm's HTML and what GitHub adds and takes away."""

from ghblog.markdown.comments import live_comments
from ghblog.render.pages import page_html

__all__ = ["live_comments", "page_html"]
