"""`ghblog check --fix`: pictures that only this computer has, copied and led to."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PureWindowsPath

import pytest
from shells import Shell, Write
from writers import png

from ghblog.linting.moves import Stuck
from ghblog.mending import Mender
from ghblog.mending_disk import mend
from ghblog.posts import DiskFiles


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A folder of pictures elsewhere on this computer."""
    made = tmp_path / "Pictures"
    made.mkdir()
    for n, name in enumerate(["a.png", "b c.png", "图.png"]):
        (made / name).write_bytes(png(n))
    (made / "letter.png").write_text("Dear Ann,", encoding="utf-8")
    return made


def listing(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def test_a_picture_is_copied_beside_the_post_and_its_path_corrected(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    post = write("posts/w1.md", f"# T\n\n![cat]({album}/a.png)\n")
    assert "w1.md:3: error: " in shell("check").out
    done = shell("check", "--fix", "--yes")
    assert done.code == 0
    assert post.read_text("utf-8") == "# T\n\n![cat](a.png)\n"
    assert (folder / "posts/a.png").read_bytes() == png(0)
    assert f"posts/w1.md:3: copy {album}/a.png to posts/a.png\n" in done.err
    assert "Copied 1 picture, corrected 1 post.\n" in done.err
    assert done.out == "Nothing to mend in 1 post.\n"


def test_what_is_done_is_told_in_the_order_of_the_text(
    write: Write, shell: Shell, album: Path
) -> None:
    gone = f"{album}/gone.png"
    text = f"![1]({album}/b%20c.png)\n\n![2]({gone})\n\n![3]({album}/a.png) ![4]({album}/a.png)\n"
    write("w.md", f"# T\n\n{text}")
    told = [each for each in shell("check", "--fix", "--yes").err.splitlines() if "w.md" in each]
    assert [each[:7] for each in told] == ["w.md:3:", "w.md:5:", "w.md:7:", "w.md:7:"]
    assert told[0] == f"w.md:3: {album}/b%20c.png: copy {album}/b c.png to b c.png"


def test_fix_is_recommended_only_where_it_has_something_to_do(
    write: Write, shell: Shell, album: Path
) -> None:
    write("w.md", f"# T\n\n![1]({album}/a.png)\n")
    assert "Next: `ghblog check --fix`" in shell("check").err
    write("w.md", "# T\n\n![1](/Users/nobody/a.png)\n")
    assert "--fix" not in shell("check").err


def test_every_way_of_writing_a_path_is_understood(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    url = album.as_posix()
    text = (
        f"# T\n\n![1]({url}/b%20c.png)\n\n![2](<{url}/b c.png>)\n\n![3](file://{url}/b%20c.png)\n\n"
        f"![4]({url}/b c.png)\n\n![5]({url}/图.png 'title')\n\n"
        f'<img src="{url}/a.png" alt="6" style="zoom:50%">\n\n`![7]({url}/a.png)`\n'
    )
    post = write("w.md", text)
    assert shell("check", "--fix", "--yes").code == 0
    assert post.read_text("utf-8") == (
        "# T\n\n![1](b%20c.png)\n\n![2](<b%20c.png>)\n\n![3](b%20c.png)\n\n"
        "![4](b%20c.png)\n\n![5](图.png 'title')\n\n"
        f'<img src="a.png" alt="6" style="zoom:50%">\n\n`![7]({url}/a.png)`\n'
    )
    assert listing(folder) == {"ghblog.toml", "w.md", "a.png", "b c.png", "图.png"}


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_every_other_byte_stays(write: Write, shell: Shell, album: Path, bom: bytes) -> None:
    before = f"---\r\ntitle: 周报\n---\r\n![x]({album}/a.png)  \r\nmixed\rends\n\n\ttab".encode()
    post = write("w.md", bom + before)
    post.chmod(0o640)
    shell("check", "--fix", "--yes")
    assert post.read_bytes() == bom + before.replace(f"{album}/a.png".encode(), b"a.png")
    assert stat.S_IMODE(post.stat().st_mode) == (0o640 if os.name == "posix" else 0o666)


def test_the_copy_goes_where_the_posts_other_pictures_are(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    for name in ("img/1.png", "img/2.png", "other/3.png"):
        write(name, png(7))
    others = "![1](../img/1.png) ![2](../img/2.png) ![3](../other/3.png)"
    post = write("posts/w.md", f"# T\n\n{others} ![x]({album}/a.png)\n")
    shell("check", "--fix", "--yes")
    assert "![x](../img/a.png)" in post.read_text("utf-8")
    assert (folder / "img/a.png").exists()


def test_the_same_bytes_are_used_again_and_others_never_overwritten(
    write: Write, shell: Shell, album: Path, folder: Path, tmp_path: Path
) -> None:
    write("a.png", png(0))
    write("B c.PNG", b"something else")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/a.png").write_bytes(png(99))
    post = write(
        "w.md", f"# T\n\n![1]({album}/a.png) ![2](<{album}/b c.png>) ![3]({tmp_path}/more/a.png)\n"
    )
    done = shell("check", "--fix", "--yes")
    assert "use a.png, which is there already" in done.err
    assert "![1](a.png) ![2](<b%20c-2.png>) ![3](a-2.png)" in post.read_text("utf-8")
    assert (folder / "a.png").read_bytes() == png(0)
    assert (folder / "B c.PNG").read_bytes() == b"something else"
    assert (folder / "a-2.png").read_bytes() == png(99)


def test_two_posts_share_a_copy_and_a_second_run_does_nothing(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    for name in ("1.md", "2.md"):
        write(name, f"# {name}\n\n![x]({album}/a.png) ![y]({album}/a.png)\n")
    assert shell("check", "--fix", "--yes").code == 0
    before = listing(folder)
    assert before == {"ghblog.toml", "1.md", "2.md", "a.png"}
    done = shell("check", "--fix", "--yes")
    assert done.code == 0 and "Nothing to fix" in done.err
    assert listing(folder) == before


def test_nothing_is_done_without_a_yes_where_nobody_can_be_asked(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    post = write("w.md", f"# T\n\n![x]({album}/a.png)\n")
    before = post.read_bytes()
    done = shell("check", "--fix")
    assert done.code == 1 and "add --yes" in done.err
    assert f"copy {album}/a.png to a.png" in done.err
    assert post.read_bytes() == before and not (folder / "a.png").exists()


@pytest.mark.parametrize(("answer", "fixed"), [(True, True), (False, False)])
def test_on_a_terminal_it_asks_once(
    write: Write,
    shell: Shell,
    album: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: bool,
    fixed: bool,
) -> None:
    write("w.md", f"# T\n\n![x]({album}/a.png)\n")
    asked: list[str] = []
    monkeypatch.setattr("ghblog.cli.check.on_terminal", lambda: True)

    def confirm(text: str, **_: object) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr("click.confirm", confirm)
    done = shell("check", "--fix")
    assert len(asked) == 1
    assert done.code == (0 if fixed else 1)
    assert (folder / "a.png").exists() is fixed


def test_only_pictures_are_copied_whatever_their_names_say(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    text = f"# T\n\n![x]({album}/letter.png)\n\n![y](/etc/passwd)\n\n![z](/dev/zero)\n"
    post = write("w.md", text)
    done = shell("check", "--fix", "--yes")
    assert done.code == 1
    assert f"w.md:3: {album}/letter.png is not a picture" in done.err
    assert post.read_text("utf-8") == text
    assert listing(folder) == {"ghblog.toml", "w.md"}


def test_what_is_not_here_is_told_and_the_rest_is_mended(
    write: Write, shell: Shell, album: Path
) -> None:
    post = write("w.md", f"# T\n\n![x](C:\\Users\\me\\a.png)\n\n![y]({album}/a.png)\n")
    done = shell("check", "--fix", "--yes")
    assert done.code == 1
    assert "w.md:3: C:\\Users\\me\\a.png is not on this computer" in done.err
    assert "w.md:3: error: " in done.out and "[machine-path]" in done.out
    assert "![x](C:\\Users\\me\\a.png)\n\n![y](a.png)" in post.read_text("utf-8")


def test_a_path_into_the_blog_itself_is_only_written_anew(
    write: Write, shell: Shell, folder: Path
) -> None:
    write("img/a.png", png())
    post = write("posts/w.md", f"# T\n\n![x]({folder}/img/a.png)\n")
    assert shell("check", "--fix", "--yes").code == 0
    assert "![x](../img/a.png)" in post.read_text("utf-8")
    assert listing(folder) == {"ghblog.toml", "posts/w.md", "img/a.png"}


def test_paths_that_windows_writes_are_understood(write: Write, folder: Path, album: Path) -> None:
    def reach(path: str) -> Path | None:
        known = PureWindowsPath(path)
        return album / known.name if known.drive == "C:" else None

    text = (
        "# T\n\n![1](C:\\Users\\me\\a.png)\n\n![2](file:///C:/Users/me/b%20c.png)\n\n"
        '![3](C:\\Users\\Ann Lee\\图.png)\n\n<img src="C:\\a\\a.png" alt="4">\n'
    )
    post = write("w.md", text)
    files = DiskFiles(folder)
    assert mend(Mender(files, folder, reach).plan(["w.md"]), files, folder) == ()
    assert post.read_text("utf-8") == (
        '# T\n\n![1](a.png)\n\n![2](b%20c.png)\n\n![3](图.png)\n\n<img src="a.png" alt="4">\n'
    )


def test_a_link_to_the_picture_is_followed_and_a_linked_post_stays_a_link(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    (album / "link.png").symlink_to(album / "a.png")
    write(".kept/w.md", f"# T\n\n![x]({album}/link.png)\n")
    (folder / "w.md").symlink_to(".kept/w.md")
    assert shell("check", "--fix", "--yes").code == 0
    assert (folder / "w.md").is_symlink()
    assert "![x](a.png)" in (folder / ".kept/w.md").read_text("utf-8")


def test_a_post_that_is_a_link_out_of_the_blog_is_left_alone(
    shell: Shell, album: Path, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(f"# T\n\n![x]({album}/a.png)\n", encoding="utf-8")
    before = outside.read_bytes()
    (folder / "w.md").symlink_to(outside)
    done = shell("check", "--fix", "--yes")
    assert done.code == 1 and "[unreadable]" in done.out
    assert outside.read_bytes() == before
    assert not (folder / "a.png").exists()


def test_a_picture_or_post_that_changes_meanwhile_is_not_touched(
    write: Write, folder: Path, album: Path
) -> None:
    first = write("1.md", f"# 1\n\n![x]({album}/a.png)\n")
    second = write("2.md", f"# 2\n\n![x](<{album}/b c.png>)\n")
    files = DiskFiles(folder)
    mending = Mender(files, folder).plan(["1.md", "2.md"])
    (album / "a.png").write_bytes(png(55))
    second.write_bytes(second.read_bytes() + b"more\n")
    before = (first.read_bytes(), second.read_bytes())
    wrong = mend(mending, files, folder)
    assert [one.why for one in wrong] == [
        "cannot be copied: it changed meanwhile",
        "is left as it is: a picture could not be copied",
        "is left as it is: it changed meanwhile",
    ]
    assert isinstance(wrong[0], Stuck)
    assert (first.read_bytes(), second.read_bytes()) == before
    assert not (folder / "a.png").exists()
    assert not list(folder.glob(".ghblog-*"))


def test_names_that_some_system_refuses_are_changed(
    write: Write, shell: Shell, album: Path, folder: Path
) -> None:
    (album / 'odd"#1%.PNG').write_bytes(png(8))
    (album / "no suffix").write_bytes(png(9))
    write("w.md", f"# T\n\n![x]({album}/odd%22%231%25.PNG) ![y]({album}/no%20suffix)\n")
    assert shell("check", "--fix", "--yes").code == 0
    assert {"odd--1-.PNG", "no suffix.png"} <= listing(folder)


def test_paths_limit_it_to_these_posts(write: Write, shell: Shell, album: Path) -> None:
    one = write("1.md", f"# 1\n\n![x]({album}/a.png)\n")
    two = write("2.md", f"# 2\n\n![x]({album}/a.png)\n")
    assert shell("check", "--fix", "--yes", "2.md").code == 0
    assert str(album) in one.read_text("utf-8")
    assert str(album) not in two.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "copy"),
    [("CON.png", "picture-CON.png"), ("a\u202egnp.png", "a-gnp.png"), ("console.png",) * 2],
)
def test_a_copy_has_a_name_that_every_system_takes_and_people_can_read(
    write: Write, shell: Shell, album: Path, folder: Path, name: str, copy: str
) -> None:
    (album / name).write_bytes(png(7))
    write("w.md", f"# T\n\n![x](<{album}/{name}>)\n")
    assert shell("check", "--fix", "--yes").code == 0
    assert listing(folder) == {"ghblog.toml", "w.md", copy}


def test_an_address_that_runs_on_is_put_between_angle_brackets(write: Write, shell: Shell) -> None:
    typed = "# A\r\n\r\n看 https://example.org/a?b=1&c=2，然后 (https://example.org/d)。\r\n"
    post = write("posts/a.md", f"---\r\ndate: 2022-07-10\r\n---\r\n{typed}`https://x.y，`\r\n")
    assert "Next: `ghblog check --fix`" in shell("check").err
    done = shell("check", "--fix", "--yes")
    assert "posts/a.md:6: https://example.org/d: write <https://example.org/d>\n" in done.err
    assert "Corrected 1 post.\n" in done.err
    mended = post.read_bytes().decode()
    assert "看 <https://example.org/a?b=1&c=2>，然后 (<https://example.org/d>)。\r\n" in mended
    assert mended.replace("<", "").replace(">", "") == (
        f"---\r\ndate: 2022-07-10\r\n---\r\n{typed}`https://x.y，`\r\n"
    )
    assert "run-on-address" not in shell("check").out


def test_an_address_that_cannot_be_parted_for_certain_stays(write: Write, shell: Shell) -> None:
    typed = "# A\n\n看 https://example.org/a，https://example.org/b，c\n\nwww.example.org。\n"
    post = write("posts/a.md", typed)
    assert "Nothing to fix" in shell("check", "--fix", "--yes").err
    assert post.read_text("utf-8") == typed
