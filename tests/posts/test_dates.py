"""Which date a post has, by its front matter, name, title and path."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from ghblog.posts.dates import YEARS, BadDateError, first_in, given, guess, week_of_month

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-07-10", "2022-07-10"),
        ("20220710", "2022-07-10"),
        ("20220710周报", "2022-07-10"),
        ("report_2022_07_10_final", "2022-07-10"),
        ("2022.7.1 - back home", "2022-07-01"),
        ("2022/7/10", "2022-07-10"),
        ("2022 07 10", "2022-07-10"),
        ("２０２２－０７－１０", "2022-07-10"),
        ("2022-W28", "2022-07-17"),
        ("2022W28", "2022-07-17"),
        ("2022-w28-report", "2022-07-17"),
        ("Week notes, 2022 week 28", "2022-07-17"),
        ("2020-W53", "2021-01-03"),
        ("2022年7月10日", "2022-07-10"),
        ("2022 年 7 月 10 日", "2022-07-10"),
        ("二〇二二年七月十日", "2022-07-10"),
        ("二零二二年十二月三十一日", "2022-12-31"),
        ("2022年7月10號", "2022-07-10"),
        ("2022年7月第二周", "2022-07-10"),
        ("2022年7月第二周周报", "2022-07-10"),
        ("2022年7月第2周", "2022-07-10"),
        ("2022年07月 第 2 週", "2022-07-10"),
        ("2022年七月第二個星期", "2022-07-10"),
        ("2022年7月的第二个礼拜", "2022-07-10"),
        ("2022年7月第一周", "2022-07-03"),
        ("2022年7月第五周", "2022-07-31"),
        ("2022年6月第五周", "2022-06-30"),
        ("2022-07 第二周", "2022-07-10"),
        ("2022年第28周", "2022-07-17"),
        ("2022年第二十八週", "2022-07-17"),
        ("2022-07-04~2022-07-10", "2022-07-10"),
        ("周报 2022.07.04 — 2022.07.10", "2022-07-10"),
        ("20220704-20220710", "2022-07-10"),
        ("2022-07-10, about the 2021-01-01 law", "2022-07-10"),
        ("2022-02-30 or 2022-03-01", "2022-03-01"),
        ("2022-07-10T12:00", "2022-07-10"),
    ],
)
def test_a_date_is_found_in_a_name_or_title(text: str, day: str) -> None:
    assert first_in(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "notes",
        "2022",
        "2022-07",
        "2022年7月",
        "第二周",
        "7月第二周",
        "120220710",
        "202207101",
        "20220710123000",
        "2022-07-100",
        "12022-07-10",
        "2022-13-01",
        "20221301",
        "2022-02-29",
        "2022-W54",
        "2022-W00",
        "2022年7月第六周",
        "2022年7月第〇周",
        "2022年十十月一日",
        "1889-07-10",
        "2101-01-01",
        "2022-07_10",
        "2022.7-1",
        "2024-29",
        "二月第二周",
        "version 1.2022.07",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert first_in(text) is None


def test_the_name_counts_before_the_title_and_the_title_before_the_path() -> None:
    folder = "2020/01/01/x.md"
    assert guess("2022-07-10", "2021-01-01", folder) == date(2022, 7, 10)
    assert guess("x", "2021-01-01", folder) == date(2021, 1, 1)
    assert guess("x", "y", folder) == date(2020, 1, 1)
    assert guess("x", "y", "x.md") is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2022/07/10/index.md", "2022-07-10"),
        ("software/2016/0229.md", "2016-02-29"),
        ("2016/02-29.md", "2016-02-29"),
        ("daily/202506/20250603-memory/README.md", "2025-06-03"),
        ("2022/W28/x.md", "2022-07-17"),
        ("2022年/7月/第二周.md", "2022-07-10"),
        ("2022/7月第二周.md", "2022-07-10"),
        ("2022/七月/第二周.md", "2022-07-10"),
        ("周报/2022/07月的第2周/x.md", "2022-07-10"),
        ("2022/7/第2周.md", "2022-07-10"),
        ("2022/7月10日.md", "2022-07-10"),
        ("2022/7月/10号.md", "2022-07-10"),
        ("archive-2019-01-01/2022-07-10/x.md", "2022-07-10"),
    ],
)
def test_folders_tell_a_date_too_the_nearest_first(path: str, day: str) -> None:
    assert guess("x", "", path) == date.fromisoformat(day)


@for_all(st.dates(min_value=date(YEARS[0], 1, 1), max_value=date(YEARS[-1], 12, 31)))
def test_every_day_lies_in_the_week_of_its_month_that_ends_on_or_after_it(day: date) -> None:
    first = day.replace(day=1)
    week = (day.day + first.weekday() - 1) // 7 + 1
    sunday = week_of_month(day.year, day.month, week)
    assert day <= sunday
    assert (sunday - day).days < 7
    assert sunday.month == day.month


@for_all(st.text(alphabet="0123456789-/._ 年月日第二十周W个", max_size=40))
def test_no_text_breaks_the_search(text: str) -> None:
    found = guess(text, text, text)
    assert found is None or found.year in YEARS


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-07-10", "2022-07-10"),
        ("2022-7-1", "2022-07-01"),
        ("2022/07/10", "2022-07-10"),
        ("2022.07.10", "2022-07-10"),
        ("20220710", "2022-07-10"),
        ("2022年7月10日", "2022-07-10"),
        ("2022-07-10 18:30", "2022-07-10"),
        ("2022-07-10 18:30:00", "2022-07-10"),
        ("2022-07-10T18:30:00.123", "2022-07-10"),
        ("2022-07-10T23:30:00+08:00", "2022-07-10"),
        ("2022-07-10 23:30:00 +0800", "2022-07-10"),
        ("2022-07-10T18:30:00Z", "2022-07-11"),
        ("2022-07-10 18:30 UTC", "2022-07-11"),
        ("2022-07-10 00:30:00 +09:00", "2022-07-09"),
        ("2022-07-10 20:00 -5", "2022-07-11"),
    ],
)
def test_a_date_in_the_front_matter_is_meant_in_the_blogs_time_zone(value: str, day: str) -> None:
    assert given(value, SHANGHAI)[0] == date.fromisoformat(day)


def test_a_date_with_a_time_begins_at_that_time() -> None:
    assert given("2022-07-10 18:30", SHANGHAI)[1] == datetime(2022, 7, 10, 10, 30, tzinfo=UTC)
    assert given("2022-07-10", UTC)[1] == datetime(2022, 7, 10, tzinfo=UTC)


def test_without_a_time_zone_the_machines_own_counts() -> None:
    day, moment = given("2022-07-10 12:00", None)
    assert day == date(2022, 7, 10)
    assert moment.tzinfo is not None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2022-02-30", '"2022-02-30" is a date that does not exist'),
        ("2022-13-01", '"2022-13-01" is a date that does not exist'),
        ("2022-07-10 25:00", '"2022-07-10 25:00" is a date that does not exist'),
        ("2022-07-10T10:00+99:00", '"2022-07-10T10:00+99:00" is a date that does not exist'),
        ("yesterday", '"yesterday" is not a date'),
        ("2022", '"2022" is not a date'),
        ("0001-01-01", '"0001-01-01" is not between 1990 and 2100'),
        ("0001-01-01T00:00+14:00", '"0001-01-01T00:00+14:00" is a date that does not exist'),
    ],
)
def test_an_impossible_date_in_the_front_matter_says_why(value: str, message: str) -> None:
    with pytest.raises(BadDateError) as caught:
        given(value, SHANGHAI)
    assert str(caught.value) == message
