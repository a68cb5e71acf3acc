"""Progress of a run: a bar on a terminal, a few lines elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from rich.cells import cell_len
from screens import Screen
from shells import Shell
from writers import Writer, png

from ghblog.cli import console
from ghblog.cli.pace import Pace, bytes_told, drawn_line, rate_text, time_told
from ghblog.cli.progress import progress
from ghblog.model import Progress

MB = 1_000_000


@dataclass
class Time:
    """Seconds that pass when told to."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def watched(monkeypatch: pytest.MonkeyPatch, columns: int = 80, encoding: str = "utf-8") -> Screen:
    """A terminal in place of stderr; to be called in the test, for pytest puts its own there."""
    made = Screen(encoding)
    monkeypatch.setattr("sys.stderr", made)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return made


def upload(count: int, each: int) -> list[Progress]:
    """What is told while so many pictures of so many bytes are sent."""
    size = count * each
    name = "图/第{}张很长很长很长很长很长的图片.png"
    events = [Progress("pictures", n, count, name.format(n), n * each, size) for n in range(count)]
    return [*events, Progress("pictures", count, count, "", size, size)]


# -- what it says ----------------------------------------------------------------------------


def test_an_upload_shows_bytes_their_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen, time = watched(monkeypatch, 120), Time()
    with progress(time) as listen:
        for event in upload(40, 2 * MB)[:4]:
            listen(event)
            time.now += 4
    last = screen.lines[-1]
    assert "pictures" in last
    assert "3/40, 6.0/80.0 MB" in last
    assert "500 kB/s" in last
    assert "2:28 left" in last or "2:24 left" in last
    assert "图/第3张" in last


def test_posts_are_counted_and_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, time = watched(monkeypatch), Time()
    with progress(time) as listen:
        for done in range(5):
            listen(Progress("posts", done, 300, "周报"))
            time.now += 2
    assert "4/300" in screen.lines[-1]
    assert "30 posts/min" in screen.lines[-1]
    assert "9:52 left" in screen.lines[-1] or "9:50 left" in screen.lines[-1]
    assert "B" not in screen.lines[-1]


def test_the_rate_is_of_the_last_two_minutes_and_time_left_runs_down() -> None:
    time = Time()
    pace = Pace(time)
    assert (pace.speed, pace.left(10)) == (0.0, None)
    for done in range(100):  # slow: one in ten seconds
        pace.note(done)
        time.now += 10
    for done in range(100, 400):  # then one a second
        pace.note(done)
        time.now += 1
    assert pace.speed == pytest.approx(1.0, rel=0.05)
    before = pace.left(500)
    time.now += 30
    after = pace.left(500)
    assert before is not None
    assert after is not None
    assert before - after == pytest.approx(30)
    time.now += 3600
    assert pace.left(500) == 0.0


@pytest.mark.parametrize(
    ("speed", "told"),
    [(None, ""), (0.0, ""), (0.25, "15 posts/min"), (1.0, "1.0 posts/s"), (2.46, "2.5 posts/s")],
)
def test_a_rate_is_told_by_the_second_or_the_minute(speed: float | None, told: str) -> None:
    assert rate_text(speed, "post") == told


@pytest.mark.parametrize(
    ("sent", "size", "told"),
    [
        (0, 80 * MB, "0.0/80.0 MB"),
        (1_250_000, 80 * MB, "1.2/80.0 MB"),
        (10_000, 20_000, "10/20 kB"),
        (3, 9, "3/9 B"),
    ],
)
def test_both_sizes_are_in_the_same_unit(sent: int, size: int, told: str) -> None:
    assert bytes_told(sent, size) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, ""), (0.2, "0:00 left"), (61, "1:01 left"), (3723, "1:02:03 left")],
)
def test_the_time_left_is_told_like_a_clock(seconds: float | None, told: str) -> None:
    assert time_told(seconds) == told


@pytest.mark.parametrize("width", [20, 30, 39, 40, 60, 79, 120])
@pytest.mark.parametrize("stage", ["pictures", "posts"])
def test_no_line_is_wider_than_the_window_and_how_far_it_is_always_stands_there(
    stage: str, width: int
) -> None:
    time = Time()
    pace = Pace(time)
    size = 80 * MB if stage == "pictures" else 0
    for done in range(3):
        time.now += 7
        event = Progress(stage, done, 40, "第一百二十三周周报：很长的标题" * 4, done * 2 * MB, size)
        pace.note(event.sent if size else done)
    line = drawn_line(event, pace, width)
    assert cell_len(line) <= width
    assert "2/40" in line
    if width >= 39:
        assert "left" in line
    if width >= 79:
        assert "─" in line
        assert line.endswith("…")


# -- on a terminal ---------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [40, 80])
def test_a_bar_fits_narrow_windows_and_full_width_names(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    screen, time = watched(monkeypatch, columns), Time()
    with progress(time) as listen:
        for event in upload(40, 2 * MB):
            listen(event)
            time.now += 1
    assert max(cell_len(line) for line in screen.lines) < columns
    assert "39/40" in screen.plain


def test_a_bar_goes_away_when_its_stage_is_done_and_another_may_follow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = watched(monkeypatch)
    with progress() as listen:
        listen(Progress("pictures", 1, 1, ""))
        assert console.manners.above is None
        console.tell("between the two")
        listen(Progress("posts", 1, 2, "Report"))
        assert console.manners.above is not None
        console.tell("a note above the bar 周报")
    assert console.manners.above is None
    assert "between the two" in screen.plain
    assert "a note above the bar 周报" in screen.plain


def test_a_question_takes_the_bar_away(monkeypatch: pytest.MonkeyPatch) -> None:
    watched(monkeypatch)
    monkeypatch.setattr("click.confirm", lambda *_, **__: console.manners.above is None)
    with progress() as listen:
        listen(Progress("pictures", 1, 3, ""))
        assert console.confirm("Go on?", default=True)


@pytest.mark.parametrize("encoding", ["cp1252", "cp936", "ascii", "cp437"])
def test_a_bar_on_an_old_code_page_has_signs_that_it_can_show(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    screen, time = watched(monkeypatch, 120, encoding), Time()
    with progress(time) as listen:
        for n in range(3):
            listen(Progress("pictures", n, 4, "a picture.png", n * MB, 4 * MB))
            time.now += 1
    assert "####" in screen.plain
    assert "2/4, 2.0/4.0 MB" in screen.plain
    assert "?" not in screen.plain


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", ""])
def test_a_bar_has_colour_or_not_as_the_environment_wants(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    screen = watched(monkeypatch)
    if name:
        monkeypatch.setenv(name, "1")
    with progress() as listen:
        listen(Progress("posts", 1, 4, "Report"))
    colours = re.findall(r"\x1b\[[0-9;]*m", screen.shown)
    assert "1/4" in screen.plain
    assert not [one for one in colours if name == "NO_COLOR" and one not in {"\x1b[0m", "\x1b[1m"}]


def test_a_dumb_terminal_gets_lines_and_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    with progress() as listen:
        listen(Progress("posts", 1, 1, "Report"))
    assert screen.shown == "publishing: 1/1 Report\n"


# -- elsewhere -------------------------------------------------------------------------------


def test_off_a_terminal_ten_lines_tell_of_three_hundred_posts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress() as listen:
        for done in range(301):
            listen(Progress("posts", done, 300, "Report"))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[0] == "publishing: 30/300 Report"
    assert lines[-1] == "publishing: 300/300 Report"


def test_off_a_terminal_a_few_posts_are_a_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as listen:
        for done in range(26):
            listen(Progress("posts", done, 25, "Report"))
    lines = [line.split()[1] for line in capsys.readouterr().err.splitlines()]
    assert lines == ["10/25", "20/25", "25/25"]


def test_verbose_tells_of_every_step(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.manners, "verbose", True)
    with progress() as listen:
        for event in upload(30, MB):
            listen(event)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 31
    assert lines[1].startswith("pictures: 1/30, 1.0/30.0 MB 图/第1张")


def test_quiet_tells_of_no_step(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.manners, "quiet", True)
    with progress() as listen:
        listen(Progress("posts", 1, 1, "Report"))
        listen(Progress("claim", 0, 60, "another run is publishing 1 post"))
    assert capsys.readouterr().err == ""


def test_the_same_wait_is_told_once_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    time = Time()
    with progress(time) as listen:
        for waited in range(0, 300, 5):
            listen(Progress("claim", waited, 300, "another run is publishing 1 post"))
            time.now += 5
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 5
    assert lines[0] == "waiting 300 s: another run is publishing 1 post"
    assert lines[1] == "waiting 240 s: another run is publishing 1 post"


# -- in a run --------------------------------------------------------------------------------


@pytest.mark.parametrize("store", ["attachment", "branch"])
def test_a_publish_tells_how_many_bytes_of_its_pictures_are_sent(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    monkeypatch.setenv("GHBLOG_PICTURES_STORE", store)
    pictures = [png(n) for n in range(12)]
    for n, data in enumerate(pictures):
        blog.write(f"posts/{n}.png", data)
    blog.write("posts/a.md", "# A\n\n" + "".join(f"![]({n}.png)\n" for n in range(12)))
    done = shell("publish", "--yes")
    assert done.code == 0, done.err
    size = sum(map(len, pictures))
    assert f"pictures: 12/12, {bytes_told(size, size)}" in done.err


def test_sixty_posts_are_six_lines_of_a_log(blog: Writer, shell: Shell) -> None:
    blog.write_posts(60)
    done = shell("publish", "--yes")
    assert done.code == 0
    assert len([line for line in done.err.splitlines() if line.startswith("publishing:")]) == 6
