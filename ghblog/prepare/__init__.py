"""Files and GitHub → a plan, with all that `apply` needs to carry it out. Part of `blog`."""

from ghblog.prepare.planning import prepare
from ghblog.prepare.reading import read_checked, read_github
from ghblog.prepare.values import Known, Prepared, Shown, Sources, Wish

__all__ = [
    "Known",
    "Prepared",
    "Shown",
    "Sources",
    "Wish",
    "prepare",
    "read_checked",
    "read_github",
]
