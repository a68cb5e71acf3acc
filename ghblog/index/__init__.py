"""The index: published entries → the block in the README, from templates."""

from ghblog.index.block import (
    END,
    START,
    IndexProblemError,
    indexed_blogs,
    markers,
    replace_block,
)
from ghblog.index.templates import IndexEntry, render_block, render_readme, render_template

__all__ = [
    "END",
    "START",
    "IndexEntry",
    "IndexProblemError",
    "indexed_blogs",
    "markers",
    "render_block",
    "render_readme",
    "render_template",
    "replace_block",
]
