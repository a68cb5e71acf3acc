"""ghblog: keep a blog of Markdown reports on GitHub as Issues or Discussions."""

__version__ = "0.1.0"
