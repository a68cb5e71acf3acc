"""From an empty folder to a published report: three commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ghblog.cli import main
from ghblog.sandbox import Sandbox


def test_init_new_and_publish_bring_a_report_to_github(
    online: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repo = online.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--yes", "--repository", "writer/weekly"]) == 0
    assert main(["new", "--style", "chinese"]) == 0
    path = Path(capsys.readouterr().out.splitlines()[-1])
    assert path == Path("reports/2026-11-w4.md")
    assert main(["publish", "--yes"]) == 0
    assert [issue.title for issue in repo.issues] == ["2026年11月第四周周报"]
    assert "2026-11-22 [2026年11月第四周周报]" in (repo.read("README.md") or b"").decode()
    assert main(["new", "--date", "2026-11-23"]) == 0
    assert Path("reports/2026-11-w5.md").exists()
