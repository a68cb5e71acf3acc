"""Patterns of titles and files, such as `{year}年{month}月第{month_week:cn}周周报`. Pure.

Weeks are those of `posts/dates.py`, so that the date told from a title is in its week: weeks of
a month run from Monday to Sunday and part weeks count; `{iso_year}` and `{week}` are ISO 8601's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ghblog.settings_table import PATTERN_FIELD

STYLES = {
    "chinese": "{year}年{month}月第{month_week:cn}周周报",
    "iso": "{iso_year}-W{week}",
    "number": "Weekly #{number}",
}
"""Styles of titles by name."""
FILES = {"chinese": "{year}-{month:02}-w{month_week}"}
"""Names of the first file in a style, where its slug would not be told at sight."""

_DIGITS = "零一二三四五六七八九"
_CN = r"[零一二三四五六七八九十百]{1,7}"
_NUMERAL = re.compile(
    r"(?:([一二三四五六七八九])百零?)?(([一二三四五六七八九]?)十)?([一二三四五六七八九]?)"
)
# What a field's text looks like, to read a title by its pattern.
_LOOKS = {"date": r"\d{4}-\d{2}-\d{2}", "slug": r"[^/]+"}


@dataclass(frozen=True, slots=True)
class Values:
    """What a pattern's fields stand for.

    Attributes:
        number: of the report, from 1, where they are counted.
        slug: of the title, for the names of files.
    """

    day: date
    number: int = 1
    slug: str = ""

    def of(self, field: str) -> int | str:
        """A field's value. Raises KeyError for a field that does not exist."""
        iso = self.day.isocalendar()
        values: dict[str, int | str] = {
            "date": self.day.isoformat(),
            "year": self.day.year,
            "month": self.day.month,
            "day": self.day.day,
            "month_week": month_week(self.day),
            "iso_year": iso.year,
            "week": iso.week,
            "number": self.number,
            "slug": self.slug,
        }
        return values[field]


def fill(pattern: str, values: Values) -> str:
    """The text that a pattern stands for; braces that are no field stay."""
    return PATTERN_FIELD.sub(
        lambda found: _shown(values.of(found["name"]), found["name"], found["form"]), pattern
    )


def fields(pattern: str) -> tuple[str, ...]:
    """The names of a pattern's fields, in order."""
    return tuple(found["name"] for found in PATTERN_FIELD.finditer(pattern))


def number_in(pattern: str, text: str) -> int | None:
    """The `{number}` in a text that begins as the pattern says; None if it does not."""
    parts: list[str] = []
    position = 0
    for found in PATTERN_FIELD.finditer(pattern):
        look = _look(found["name"], found["form"])
        look = f"({look})" if found["name"] == "number" else look
        parts += [re.escape(pattern[position : found.start()]), look]
        position = found.end()
    match = re.match("".join([*parts, re.escape(pattern[position:])]), text, re.IGNORECASE)
    return read_number(match[1]) if match and match.groups() else None


def month_week(day: date) -> int:
    """Which Monday-to-Sunday week of its month a day is in, part weeks counting, from 1."""
    return (day.day - 1 + day.replace(day=1).weekday()) // 7 + 1


def numeral(number: int) -> str:
    """A number in Chinese: 2 → 二, 12 → 十二, 128 → 一百二十八; from 1000 on digit by digit."""
    if number >= 1000:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        link = "零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else ""
        return f"{_DIGITS[hundreds]}百{link}{numeral(rest) if rest else ''}"
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[units] if units or not tens else "")


def read_number(text: str) -> int | None:
    """What `numeral` wrote, or digits; None if it is neither."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text and all(each in _DIGITS for each in text):
        return int("".join(str(_DIGITS.index(each)) for each in text))
    found = _NUMERAL.fullmatch(text)
    if not found or not text:
        return None
    hundreds, tens, units = (_DIGITS.index(each) if each else 0 for each in found.group(1, 3, 4))
    return 100 * hundreds + 10 * (tens or int(found[2] is not None)) + units


def _shown(value: int | str, field: str, form: str | None) -> str:
    if isinstance(value, str):
        return value
    if form == "cn":
        return numeral(value)
    width = int(form) if form else 2 if field == "week" else 1
    return f"{value:0{width}}"


def _look(field: str, form: str | None) -> str:
    if field in _LOOKS:
        return _LOOKS[field]
    return _CN if form == "cn" else r"\d+"
