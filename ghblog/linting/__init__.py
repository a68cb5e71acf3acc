"""What a writer should know of a text before it is published, and mending what can be mended."""

from ghblog.linting.lints import lint
from ghblog.linting.titles import same_titles

__all__ = ["lint", "same_titles"]
