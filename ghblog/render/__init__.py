"""The page as GitHub shows it: cmark-gfm's HTML and what GitHub adds and takes away."""

from ghblog.markdown.comments import live_comments
from ghblog.render.pages import file_page, issue_page, page_html
from ghblog.render.place import Place
from ghblog.render.styles import style_sheet

__all__ = ["Place", "file_page", "issue_page", "live_comments", "page_html", "style_sheet"]
