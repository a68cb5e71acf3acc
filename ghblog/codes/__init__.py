"""The codes of findings and refusals: what each means, why it matters and what to do.

`docs/checks.md` is made of this table by `make docs`. A code keeps its meaning for ever, since
people filter by it; a test has every code of the program in here, and none besides.
"""

from __future__ import annotations

from types import MappingProxyType

from ghblog.codes.code import Code
from ghblog.codes.dialects import DIALECTS
from ghblog.codes.files import FILES
from ghblog.codes.heads import HEADS
from ghblog.codes.links import LINKS
from ghblog.codes.pictures import PICTURES

__all__ = ["CODES", "SECTIONS", "Code"]

SECTIONS: tuple[tuple[str, tuple[Code, ...]], ...] = (
    ("Files", FILES),
    ("Front matter, titles and outline", HEADS),
    ("Pictures and films", PICTURES),
    ("Links, mentions and hidden words", LINKS),
    ("What other programs write", DIALECTS),
)
"""All codes under the headings of `docs/checks.md`."""

CODES = MappingProxyType({code.name: code for _, codes in SECTIONS for code in codes})
"""Name → code."""
