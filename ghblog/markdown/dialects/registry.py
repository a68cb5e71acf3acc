"""What a dialect is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mistune.plugins import Plugin


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way of writing that GitHub does not know.

    Attributes:
        name: as the setting `posts.dialects` has it.
        plugin: an ordinary mistune plugin. Its tokens carry `attrs["markdown"]`, what is to be put
            in their place, or, of those built in, `attrs["build"]`, which makes an `Offer`.
        needle: found in every text that has something of the dialect; cheap to look for.
        always: only names what it finds, so it cannot be switched off.
        package: who brings it, with the version; empty: it is built in.
    """

    name: str
    plugin: Plugin
    needle: re.Pattern[str]
    always: bool = False
    package: str = ""
