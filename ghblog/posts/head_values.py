"""What the head of a post says, whichever language it says it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Keys by which we know front matter where it does not stand on the first line.
WELL_KNOWN = frozenset(
    {"title", "date", "draft", "id", "tags", "labels", "layout", "categories", "published", "slug"}
    | {"typora-root-url", "typora-copy-images-to"}
)
# Of these we read the value, so they must not be there twice.
READ = frozenset(
    {"title", "date", "draft", "published", "id", "labels", "target", "category", "issue"}
    | {"discussion", "closed", "locked", "pin", "milestone", "assignees"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the front matter.

    Attributes:
        line: of the key, in the file.
        text: a scalar as typed (without quotes); None if it is none, or null.
        items: a list's scalars; None if it is no list or holds something else.
        null: it has no value.
    """

    line: int
    text: str | None = None
    items: tuple[str, ...] | None = None
    null: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a post says.

    Attributes:
        end: the offset where its Markdown begins.
        sign: what stands between a key and its value in the head's language.
    """

    fields: Mapping[str, Field] = field(default_factory=dict)
    end: int = 0
    sign: str = ": "

    def get(self, name: str) -> Field | None:
        """A key's field; None if it is missing or has no value."""
        found = self.fields.get(name)
        return None if found is None or found.null else found

    def written(self, name: str, value: str) -> str:
        """A key and its value as one writes them in this head: `draft: true`, `draft = true`."""
        return f"{name}{self.sign}{value}"
