"""Dates as writers put them: in front matter, names, titles and paths. Pure; no clock in here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo

YEARS = range(1990, 2101)

_YEAR = r"(?<![0-9])([12][0-9]{3})"
_END = r"(?![0-9])"
# Between a year, a month and the rest; a path may have a folder for each.
_GAP = r"[ /_-]*"
_WEEK = r"(?:周|週|星期|礼拜|禮拜)"
_ORDINAL = r"第[ ]*([0-9]{1,2})[ ]*[个個]?[ ]*" + _WEEK

_NUMERALS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_NUMERALS |= {"〇": 0, "○": 0, "两": 2, "兩": 2, "廿": 20, "卅": 30}
_CHINESE = re.compile(
    r"[零〇○一二三四五六七八九两兩廿卅十]+(?=[ /_-]*(?:年|月|日|号|號|[个個]?[ ]*" + _WEEK + "))"
)

_STAMP = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})[日号號])"
    r"(?:[Tt ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(?:([Zz]|UTC|GMT)|([+-])(\d{1,2})(?::?(\d{2}))?)?)?"
)


class BadDateError(ValueError):
    """A date in the front matter that is none; the message says why, for people."""


def given(value: str, zone: tzinfo | None) -> tuple[date, datetime]:
    """A `date:` of the front matter, as typed → the day, and the moment it begins.

    Args:
        value: `2022-07-10`, `2022/7/10`, `20220710` or `2022年7月10日`, perhaps with a time
            (`18:30`, `T18:30:00`) and its zone (`Z`, `+08:00`, `+0800`).
        zone: the blog's time zone; None is the machine's own. Days and times without a zone are
            meant in it, times with one are converted to it.

    Raises:
        BadDateError: it is no date, or one that is not in the calendar.
    """
    found = _STAMP.fullmatch(unicodedata.normalize("NFKC", value).strip())
    if not found:
        raise BadDateError(f'"{value}" is not a date')
    year, *rest, hour, minute, second, utc, sign, off_hours, off_minutes = found.groups()
    month, day = (part for part in rest if part)
    try:
        moment = datetime(  # noqa: DTZ001 (its zone comes below)
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
        if utc or sign:
            offset = timedelta(hours=int(off_hours or 0), minutes=int(off_minutes or 0))
            own = timezone(-offset if sign == "-" else offset)
            moment = moment.replace(tzinfo=own).astimezone(zone)
        elif zone:
            moment = moment.replace(tzinfo=zone)
        else:
            moment = moment.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise BadDateError(f'"{value}" is a date that does not exist') from error
    if moment.year not in YEARS:
        raise BadDateError(f'"{value}" is not between {YEARS[0]} and {YEARS[-1]}')
    return moment.date(), moment


def guess(name: str, title: str, path: str) -> date | None:
    """The date that a post's file name, else its title, else its path tells.

    Args:
        name: the file's name without suffix.
        path: with `/`; what stands nearest to the file counts.
    """
    return first_in(name) or first_in(title) or _last(path)


def first_in(text: str) -> date | None:
    """The first date that `text` holds; of a range such as `2022-07-04~2022-07-10`, its end."""
    found = list(_dates(text))
    if not found:
        return None
    _, end, day = found[0]
    for next_start, next_end, later in found[1:]:
        between = _plain(text)[end:next_start]
        if not re.fullmatch(r"\s*(?:~|–|—|--?|_|至|到|to)\s*", between):
            break
        end, day = next_end, max(day, later)
    return day


def _last(path: str) -> date | None:
    found = list(_dates(path))
    return found[-1][2] if found else None


def _plain(text: str) -> str:
    """Full-width digits as ASCII ones, Chinese numerals before a date's words as digits."""
    narrow = unicodedata.normalize("NFKC", text)
    return _CHINESE.sub(lambda match: str(_number(match.group())), narrow)


def _number(numeral: str) -> int | str:
    """`十二` → 12, `二十` → 20, `二〇二二` → 2022; as it is if it is no number."""
    if not set(numeral) & set("十廿卅"):
        return "".join(str(_NUMERALS[digit]) for digit in numeral)
    head, ten, unit = numeral.partition("十")
    if not ten:  # 廿三
        return _NUMERALS[numeral[0]] + (_NUMERALS[numeral[1]] if len(numeral) == 2 else 0)
    if len(head) > 1 or len(unit) > 1 or "十" in unit:
        return numeral
    return (_NUMERALS[head] if head else 1) * 10 + (_NUMERALS[unit] if unit else 0)


def _day(year: str, month: str, day: str) -> date:
    return date(int(year), int(month), int(day))


def _iso_week(year: str, week: str) -> date:
    """The Sunday that ends an ISO week."""
    return date.fromisocalendar(int(year), int(week), 7)


def week_of_month(year: int, month: int, week: int) -> date:
    """The Sunday of the month's n-th Monday-to-Sunday week, part weeks counting, never past the
    month's end: week 2 of July 2022 → 2022-07-10.

    Raises:
        ValueError: the month has no such week.
    """
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    monday = first - timedelta(days=first.weekday()) + timedelta(weeks=week - 1)
    if week < 1 or monday > last:
        raise ValueError(f"{year}-{month:02} has no week {week}")
    return min(monday + timedelta(days=6), last)


def _month_week(year: str, month: str, week: str) -> date:
    return week_of_month(int(year), int(month), int(week))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., date]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        (rf"{_YEAR}([-./_])(\d{{1,2}})\2(\d{{1,2}}){_END}", lambda y, _, m, d: _day(y, m, d)),
        (rf"{_YEAR} (\d{{2}}) (\d{{2}}){_END}", _day),
        (rf"{_YEAR}(\d{{2}})(\d{{2}}){_END}", _day),
        (rf"{_YEAR}/(\d{{2}})[-._]?(\d{{2}}){_END}", _day),
        (rf"{_YEAR}[ ]*年{_GAP}(\d{{1,2}})[ ]*月{_GAP}(\d{{1,2}})[ ]*[日号號]", _day),
        (rf"{_YEAR}[ ]*年{_GAP}(\d{{1,2}})[ ]*月(?:份)?的?{_GAP}{_ORDINAL}", _month_week),
        # a folder of a year need not say 年
        (rf"{_YEAR}/(\d{{1,2}})[ ]*月{_GAP}(\d{{1,2}})[ ]*[日号號]", _day),
        (rf"{_YEAR}/(\d{{1,2}})[ ]*月(?:份)?的?{_GAP}{_ORDINAL}", _month_week),
        (rf"{_YEAR}[-./_ ](\d{{1,2}})[-./_ ]{_ORDINAL}", _month_week),
        (rf"{_YEAR}[-./_](\d{{1,2}})[-./_]W(?:eek)?[-_ ]?([1-6]){_END}", _month_week),
        (rf"{_YEAR}[-./_ ]*W(?:eek)?[-_ ]?(\d{{1,2}}){_END}", _iso_week),
        (rf"{_YEAR}[ ]*年?的?{_GAP}{_ORDINAL}", _iso_week),
    )
)


def _dates(text: str) -> Iterator[tuple[int, int, date]]:
    """(start, end, date) of the dates in `_plain(text)`, in order, none inside another."""
    plain = _plain(text)
    found = []
    for pattern, make in _FORMS:
        for match in pattern.finditer(plain):
            try:
                day = make(*match.groups())
            except (ValueError, OverflowError):
                continue
            if day.year in YEARS:
                found.append((match.start(), match.end(), day))
    end = 0
    for start, stop, day in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= end:
            yield start, stop, day
            end = stop
