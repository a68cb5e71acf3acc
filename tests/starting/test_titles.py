"""Titles and names of files go on like the last ones, and tell the week that they are of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghblog.posts.dates import guess, week_of_month
from ghblog.settings_table import PATTERN_FIELDS, TITLE_STYLES
from ghblog.starting.learning import learn_path, learn_title
from ghblog.starting.patterns import (
    FILES,
    STYLES,
    Values,
    fill,
    month_week,
    number_in,
    numeral,
    read_number,
)

DAY = date(2022, 7, 10)  # a Sunday, the last day of July's second week and of W27
FIRST = date(2010, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(30 * 366)]


def test_the_week_told_from_a_chinese_title_is_the_week_of_its_day_for_thirty_years() -> None:
    for day in DAYS:
        told = guess("report", fill(STYLES["chinese"], Values(day)), "report.md")
        assert told
        assert (told.year, told.month, month_week(told)) == (day.year, day.month, month_week(day))
        assert told == week_of_month(day.year, day.month, month_week(day))


def test_the_week_told_from_an_iso_title_is_the_week_of_its_day_for_thirty_years() -> None:
    for day in DAYS:
        told = guess("report", fill(STYLES["iso"], Values(day)), "report.md")
        assert told
        assert told.isocalendar()[:2] == day.isocalendar()[:2]


@pytest.mark.parametrize(
    "pattern",
    [
        FILES["chinese"],
        "{date}",
        "{date}-{slug}",
        "{year}/{month:02}{day:02}",
        "{year}年{month}月{day}日",
        "weekly-{iso_year}-W{week}",
        "{year}/{year}-{month:02}-w{month_week}",
        "{year}年{month:02}月第{month_week}周",
        "{iso_year}年第{week}周",
    ],
)
def test_the_date_told_from_a_path_is_in_the_week_of_its_day(pattern: str) -> None:
    for day in DAYS[::13]:
        path = fill(pattern, Values(day, slug="a-title"))
        told = guess(path.rpartition("/")[2], "", path)
        assert told, path
        same_month = (told.month, month_week(told)) == (day.month, month_week(day))
        assert same_month or told.isocalendar()[:2] == day.isocalendar()[:2], path


@pytest.mark.parametrize("pattern", [*STYLES.values(), *FILES.values(), "{date}"])
def test_what_a_pattern_made_is_told_to_be_of_that_pattern(pattern: str) -> None:
    for day in DAYS[::29]:
        made = fill(pattern, Values(day, 41))
        again = learn_title([made])
        assert again
        after = day + timedelta(days=7)
        assert fill(again.pattern, Values(after, 42)) == fill(pattern, Values(after, 42)), made


@pytest.mark.parametrize(
    ("titles", "following"),
    [
        (["2022年7月第一周周报", "2022年6月第五周周报"], "2022年7月第二周周报"),
        (["2022年07月第1周"], "2022年07月第2周"),
        (["2022 年 7 月第一周"], "2022 年 7 月第二周"),
        (["2022年第26周"], "2022年第27周"),
        (["2022-W26"], "2022-W27"),
        (["12月第一周周报", "11月第五周周报"], "7月第二周周报"),
        (["Week 2022-W26: rain", "Week 2022-W25: sun"], "Week 2022-W27"),
        (["Weekly #12", "Weekly #11"], "Weekly #13"),
        (["Weekly #12: on holiday"], "Weekly #13"),
        (["周刊（第 12 期）：下雨", "周刊（第 11 期）：晴天"], "周刊（第 13 期）"),
        (["一些话｜周刊 2022-07-03", "别的话｜周刊 2022-06-26"], "周刊 2022-07-10"),
        (["第十二期", "第十一期"], "第十三期"),
        (["周刊第一百零九期", "周刊第一百零八期"], "周刊第一百一十期"),
        (["WEEK012 - Rain", "WEEK011 - Sun"], "WEEK013"),
        (["2022.07.03 - Rain", "2022.06.26 - Sun"], "2022.07.10"),
        (["Happy new year!", "Weekly #12", "Weekly #11"], "Weekly #13"),
        (["Vol. 12", "Vol. 11"], "Vol. 13"),
        (["Notes of 3/7, 2022-07-03"], "Notes of 3/7, 2022-07-10"),
    ],
)
def test_a_title_goes_on_like_the_last_ones(titles: list[str], following: str) -> None:
    learnt = learn_title(titles)
    assert learnt
    number = max(number_in(learnt.pattern, each) or 0 for each in titles) + 1
    assert fill(learnt.pattern, Values(DAY, number)) == following


@pytest.mark.parametrize(
    ("paths", "following"),
    [
        (["reports/2022-07-w1", "reports/2022-06-w5"], "reports/2022-07-w2"),
        (["2022/2022-07-w1"], "2022/2022-07-w2"),
        (["2021/12/2021-12-26"], "2022/07/2022-07-10"),
        (["2022/0703", "2021/1226"], "2022/0710"),
        (["2022/202207/20220703"], "2022/202207/20220710"),
        (["posts/issue-12", "posts/issue-11"], "posts/issue-13"),
        (["posts/weekly-20220703", "posts/weekly-20220626"], "posts/weekly-20220710"),
        (["posts/2022-07-03-weekly", "posts/2022-06-26-weekly"], "posts/2022-07-10-weekly"),
        (["posts/2022-07-03-rain", "posts/2022-06-26-sun"], "posts/2022-07-10"),
        (["2022/rain", "2022/sun"], "2022/a-title"),
        (["week12/周报", "week11/周报"], "week13/周报"),
        (["notes/2022-05", "notes/2021-51"], "notes/2022-27"),
        (["2022年7月第一周周报"], "2022年7月第二周周报"),
        (["周报/2022/11月第三周", "周报/2022/11月第二周"], "周报/2022/7月第二周"),
        (["2022/六月第五周"], "2022/七月第二周"),
        (["2022/6月/第五周", "2022/6月/第四周"], "2022/7月/第二周"),
        (["2021/12月26日"], "2022/7月10日"),
        (["12", "11"], "13"),
    ],
)
def test_a_path_goes_on_like_the_last_ones(paths: list[str], following: str) -> None:
    learnt = learn_path(paths)
    assert learnt
    number = max(number_in(learnt.pattern, each) or 0 for each in paths) + 1
    assert fill(learnt.pattern, Values(DAY, number, "a-title")) == following


@pytest.mark.parametrize("title", ["Rain", "2022", "2022年13月第二周", "2022-02-30", "C++", ""])
def test_a_title_without_date_or_number_tells_nothing(title: str) -> None:
    assert learn_title([title]) is None


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_titles_and_paths_are_survived(texts: list[str]) -> None:
    for learnt in (learn_title(texts), learn_path(texts)):
        if learnt:
            assert fill(learnt.pattern, Values(DAY, 7, "slug"))
            number_in(learnt.pattern, texts[0])


@given(st.integers(0, 9999))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    assert read_number(numeral(number)) == number
    assert read_number(str(number)) == number


def test_chinese_numbers_are_written_as_people_write_them() -> None:
    assert [numeral(n) for n in (2, 10, 12, 20, 53, 101, 110, 128)] == [
        "二", "十", "十二", "二十", "五十三", "一百零一", "一百一十", "一百二十八",
    ]  # fmt: skip


def test_the_settings_and_the_patterns_know_the_same() -> None:
    assert set(TITLE_STYLES) == set(STYLES)
    for name in PATTERN_FIELDS:
        assert "{" not in fill(f"{{{name}}}", Values(DAY))
