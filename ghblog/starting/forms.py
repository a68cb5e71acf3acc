"""Finds the dates and counters in titles and paths: `2022年7月第二周周报` → text and slots. Pure.

The forms of dates are those that `posts/dates.py` reads, but here it matters how each part is
written, so that the next one is written alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ghblog.posts.dates import YEARS
from ghblog.starting.patterns import read_number


@dataclass(frozen=True, slots=True)
class Slot:
    """A part that changes from report to report.

    Attributes:
        form: as in a pattern, such as `02`; empty for digits without zeros before.
        sure: whether the text shows the form: `12` may be either.
    """

    name: str
    form: str
    sure: bool

    def __str__(self) -> str:
        return f"{{{self.name}:{self.form}}}" if self.form else f"{{{self.name}}}"


Piece = str | Slot

_YEAR = r"(?<![0-9])(?P<{}>(?:19|20)\d\d)"
_Y, _IY = _YEAR.format("year"), _YEAR.format("iso_year")
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ALONE = r"(?<![0-9一二三四五六七八九十])"
_END = r"(?![0-9])"
_WEEK = r"[ ]*[个個]?[ ]*(?:周|週|星期|礼拜|禮拜)"
_GAP = r"[ /_-]*"
_NO_YEAR = r"(?!(?:19|20)\d\d(?!\d))"
_COUNTED = r"(?:期|篇|回|号|號|份|[个個]?[ ]*[周週])"
_KINDS = "vol|no|issue|week|weekly|weeknotes?|report|episode|ep|log|digest|newsletter"

_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_Y}([-./_])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_END}",
        rf"{_Y}(?P<month>\d\d)(?P<day>\d\d){_END}",
        rf"{_Y}/(?P<month>\d\d)[-._]?(?P<day>\d\d){_END}",
        rf"{_Y}[ ]*年{_GAP}(?P<month>{_N})[ ]*月{_GAP}(?P<day>{_N})[ ]*[日号號]",
        rf"{_Y}[ ]*年{_GAP}(?P<month>{_N})[ ]*月(?:份)?的?{_GAP}第[ ]*(?P<month_week>{_N}){_WEEK}",
        rf"{_Y}[-./_ ](?P<month>\d{{1,2}})[-./_ ]第[ ]*(?P<month_week>{_N}){_WEEK}",
        rf"{_Y}[-./_](?P<month>\d{{1,2}})[-./_]W(?:eek)?[-_ ]?(?P<month_week>[1-6]){_END}",
        rf"{_IY}[-./_ ]*W(?:eek)?[-_ ]?(?P<week>\d{{1,2}}){_END}",
        rf"{_IY}[ ]*年?的?{_GAP}第[ ]*(?P<week>{_N}){_WEEK}",
        # the year may stand in a folder, or nowhere
        rf"{_ALONE}(?P<month>{_N})[ ]*月(?:份)?的?{_GAP}第[ ]*(?P<month_week>{_N}){_WEEK}",
        rf"(?:\A|(?<=/))(?P<month>{_N})[ ]*月{_GAP}(?P<day>{_N})[ ]*[日号號]",
        # folders of a year, and of a month in it
        rf"(?:\A|(?<=/)){_Y}(?:([-._/]?)(?P<month>\d\d))?(?=/)",
        r"#[ ]?(?P<number>\d{1,5})(?!\w)",
        rf"(?<![年月])第[ ]*(?P<number>\d{{1,5}}|[零一二三四五六七八九十百]{{1,6}})[ ]*{_COUNTED}",
        rf"(?<![^\W\d_])(?:{_KINDS})[-_. ]*{_NO_YEAR}(?P<number>\d{{1,5}})(?!\w)",
        rf"(?:\A|(?<=/)){_NO_YEAR}(?P<number>\d{{1,5}})\Z",
    )
)

# `2024-51` is a week, so that its neighbour `2024-07` is one, too; else that is a month.
_LAST = r"(?![-._]?\d)"
_BARE_WEEK = re.compile(rf"{_IY}[-._](?P<week>\d\d){_LAST}")
_BARE_MONTH = re.compile(rf"{_Y}[-._](?P<month>\d\d){_LAST}")
_SURELY_WEEK = re.compile(rf"{_IY}[-._](?:1[3-9]|[2-5]\d){_LAST}")


def counts_weeks(text: str) -> bool:
    """Whether it holds a year and a number that no month has."""
    return bool(_SURELY_WEEK.search(text))


def pieces(text: str, *, weeks: bool = False) -> tuple[Piece, ...]:
    """A text as words and slots in turn, words first and last, perhaps empty ones.

    Args:
        weeks: whether a number behind a year is a week, not a month.
    """
    found: list[Piece] = []
    position = 0
    for start, end, slot in _slots(text, _BARE_WEEK if weeks else _BARE_MONTH):
        found += [text[position:start], slot]
        position = end
    return (*found, text[position:])


def _slots(text: str, bare: re.Pattern[str]) -> Iterator[tuple[int, int, Slot]]:
    forms = (*_FORMS, bare)
    matches = [match for form in forms for match in form.finditer(text) if _possible(match)]
    end = 0
    for match in sorted(matches, key=lambda each: (each.start(), -each.end())):
        if match.start() >= end:
            yield from _parts(match)
            end = match.end()


def _parts(match: re.Match[str]) -> Iterator[tuple[int, int, Slot]]:
    named = {name for name, value in match.groupdict().items() if value is not None}
    dense = {"year", "month", "day"} <= named and not re.search(r"\D", match.group())
    for name in sorted(named, key=match.start):
        yield match.start(name), match.end(name), _slot(name, match[name], dense=dense)


def _slot(name: str, text: str, *, dense: bool) -> Slot:
    if name in {"year", "iso_year"}:
        return Slot(name, "", sure=True)
    if not text.isascii():
        return Slot(name, "cn", sure=True)
    padded = text.startswith("0") or dense
    if name == "week":  # two digits unless it is told otherwise
        return Slot(name, "" if len(text) > 1 else "01", sure=padded or len(text) == 1)
    return Slot(name, f"0{len(text)}" if padded else "", sure=padded or len(text) == 1)


def _possible(match: re.Match[str]) -> bool:
    """Whether it is in the calendar."""
    values = {
        name: read_number(text) for name, text in match.groupdict().items() if text is not None
    }
    if None in values.values():
        return False
    year = values.get("year") or values.get("iso_year") or YEARS[0]
    try:
        date(year, values.get("month") or 1, values.get("day") or 1)
        date.fromisocalendar(year, values.get("week") or 1, 1)
    except ValueError:
        return False
    return year in YEARS and (values.get("month_week") or 1) <= 6
