"""The machine's time zone, by the name that every machine knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ghblog.starting.zones import chinese, machine_zone


@pytest.mark.parametrize(
    ("environ", "zone"),
    [
        ({"TZ": "Asia/Tokyo"}, "Asia/Tokyo"),
        ({"TZ": ":Asia/Tokyo"}, "Asia/Tokyo"),
        ({"TZ": "/usr/share/zoneinfo/posix/Asia/Tokyo"}, "Asia/Tokyo"),
        ({"TZ": "UTC"}, ""),
        ({"TZ": "Mars/Olympus"}, "Europe/Berlin"),
        ({"TZ": "CST-8"}, "Europe/Berlin"),
        ({"TZ": "../../etc/passwd"}, "Europe/Berlin"),
        ({}, "Europe/Berlin"),
    ],
)
def test_a_variable_wins_if_it_names_a_zone(
    tmp_path: Path, environ: dict[str, str], zone: str
) -> None:
    (tmp_path / "timezone").write_text("Europe/Berlin\n")
    assert machine_zone(environ, tmp_path) == zone


def test_the_link_to_the_zone_counts_before_the_file(tmp_path: Path) -> None:
    place = tmp_path / "zoneinfo" / "Asia" / "Shanghai"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"TZif")
    (tmp_path / "localtime").symlink_to(place)
    (tmp_path / "timezone").write_text("Europe/Berlin\n")
    assert machine_zone({}, tmp_path) == "Asia/Shanghai"


def test_a_machine_that_tells_nothing_has_none(tmp_path: Path) -> None:
    assert machine_zone({}, tmp_path) == ""
    (tmp_path / "timezone").write_bytes(b"\xff\xfe")
    (tmp_path / "localtime").write_bytes(b"TZif")
    assert machine_zone({}, tmp_path) == ""


def test_the_language_is_that_of_the_first_variable_that_is_set() -> None:
    assert chinese({"LANG": "zh_CN.UTF-8"})
    assert chinese({"LC_ALL": "zh_TW", "LANG": "en_GB"})
    assert not chinese({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    assert not chinese({})
