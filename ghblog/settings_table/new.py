"""How a new report is called: `[new]`."""

from __future__ import annotations

import re

from ghblog.settings_table.checks import printable, relative, unknown
from ghblog.settings_table.key import Key

TITLE_STYLES = ("chinese", "iso", "number")
PATTERN_FIELDS = (
    "year", "month", "day", "date", "month_week", "iso_year", "week", "number",
)  # fmt: skip
"""What a report's title and file are made of; the file's name also of `slug`."""
PATTERN_FIELD = re.compile(
    r"\{(?P<name>" + "|".join([*PATTERN_FIELDS, "slug"]) + r")(?::(?P<form>cn|0[1-9]))?\}"
)


def _title(value: str) -> None:
    if not ("{" in value or value in TITLE_STYLES or not value):
        raise unknown(f'there is no style "{value}", and it has no field', value, TITLE_STYLES)
    _fields(value, PATTERN_FIELDS)
    printable(value)


def _file(value: str) -> None:
    _fields(value, (*PATTERN_FIELDS, "slug"))
    relative(value)


def _fields(value: str, known: tuple[str, ...]) -> None:
    for name in re.findall(r"\{([^{}]*)\}", value):
        found = PATTERN_FIELD.fullmatch(f"{{{name}}}")
        if not found or found["name"] not in known:
            all_of_them = ", ".join(f"{{{field}}}" for field in known)
            raise unknown(f'there is no "{{{name}}}"', name, known, f"there are {all_of_them}")


NEW: tuple[Key, ...] = (
    Key(
        "new.title",
        "new_title",
        str,
        'The title of a new report: `"chinese"` (2022年7月第二周周报), `"iso"` (2022-W28), '
        '`"number"` (Weekly #128), or a pattern of `{year}`, `{month}`, `{day}`, `{date}`, '
        "`{month_week}`, `{iso_year}`, `{week}` and `{number}`; `{month:02}` has two digits, "
        "`{month:cn}` Chinese ones. If empty, as the last reports have it. See "
        "[Starting](start.md#titles-and-names).",
        _title,
    ),
    Key(
        "new.file",
        "new_file",
        str,
        "The path of a new report below the posts folder, as a pattern like that of the title, "
        "with `{slug}` for the title, such as `{year}/{date}-{slug}`. If empty, as the last "
        "reports have it.",
        _file,
    ),
)
