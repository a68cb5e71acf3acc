"""`ghblog demo --existing N`: posts made by hand, to try taking them over."""

from __future__ import annotations

from pathlib import Path

import pytest
from shells import Shell


def test_a_repository_is_filled_with_posts_made_by_hand_and_their_files_are_written(
    shell: Shell, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    done = shell("demo", "--existing", "40", "--no-serve", "--folder", str(folder))
    assert done.code == 0
    assert " discussions are there." in done.out
    files = list((folder / "blog" / "posts").rglob("*.md"))
    assert 25 < len(files) <= 40
    assert f"{len(files)} of them are the writer's, made by hand" in done.out
    assert (folder / "blog" / "ghblog.toml").is_file()
    assert (folder / "github" / "state.json").is_file()
    again = shell("demo", "--no-serve", "--folder", str(folder))
    assert again.code == 0
    assert again.out.splitlines()[:2] == done.out.splitlines()[:2]


def test_it_says_what_to_type_next(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ghblog.cli.demo.wait_for_ctrl_c", stop)
    done = shell("demo", "--existing", "5")
    assert done.code == 0
    lines = [line for line in done.err.splitlines() if "GH_TOKEN=" in line]
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["adopt", "import"]
    folders = [Path(line.strip()[3:]) for line in done.err.splitlines() if line.startswith("  cd ")]
    assert [folder.name for folder in folders] == ["blog", "empty"]
    assert "/discussions" in done.out


def test_a_demo_that_is_there_is_not_filled_a_second_time(shell: Shell, tmp_path: Path) -> None:
    arguments = ("demo", "--existing", "5", "--no-serve", "--folder", str(tmp_path / "kept"))
    assert shell(*arguments).code == 0
    again = shell(*arguments)
    assert again.code == 1
    assert "holds a demo already" in again.err


def test_a_number_that_cannot_be_is_a_usage_error(shell: Shell) -> None:
    assert shell("demo", "--existing", "-1").code == 2
    assert shell("demo", "--existing", "99999").code == 2
