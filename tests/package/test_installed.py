"""The wheel in an empty environment, its sources away: every way in works."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import threading
import urllib.request
from pathlib import Path

import pytest
from package.building import ROOT, Built
from writers import put

from ghblog import __version__

COMMANDS = ["init", "new", "check", "publish", "adopt", "import", "preview", "status", "index"]
COMMANDS += ["export", "auth", "demo", "completion"]
SETTINGS = 'repository = "writer/weekly"\ntimezone = "UTC"\nposts.folder = "周 报"\n'


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog's folder far from the sources, with a space and Chinese in its path."""
    folder = tmp_path / "我的 blog"
    put(folder, "ghblog.toml", SETTINGS)
    put(folder, "周 报/2026-w46.md", "# 2026-W46\n\ntext\n\n- [ ] left over\n")
    return folder


def test_nothing_of_the_checkout_is_in_reach(built: Built, tmp_path: Path) -> None:
    script = "import ghblog, sys; print(ghblog.__file__); print(*sys.path, sep='\\n')"
    done = built.installed.run("-c", script, folder=tmp_path)
    assert done.stderr == ""
    assert str(ROOT) not in done.stdout
    assert str(built.installed.packages) in done.stdout


def test_nothing_but_what_the_wheel_asks_for_is_installed(built: Built, tmp_path: Path) -> None:
    script = "import importlib.metadata as m; print(*(d.name for d in m.distributions()))"
    names = built.installed.run("-c", script, folder=tmp_path).stdout.lower().split()
    assert "ghblog" in names and "dulwich" in names
    assert not {"pytest", "hatchling", "mypy", "ruff", "hypothesis"} & {*names}


def test_the_program_tells_its_version(built: Built, tmp_path: Path) -> None:
    done = built.installed.ghblog("--version", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"ghblog {__version__}\n", "")
    as_module = built.installed.run("-m", "ghblog", "--version", folder=tmp_path)
    assert as_module.stdout == done.stdout


def test_the_help_names_every_command(built: Built, tmp_path: Path) -> None:
    done = built.installed.ghblog("--help", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in done.stdout] == []


def test_the_demo_runs(built: Built, tmp_path: Path) -> None:
    done = built.installed.ghblog("demo", "--no-serve", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 new · 1 held back" in done.stdout
    assert "A second run: nothing to do, 1 request." in done.stdout


def test_posts_are_checked(built: Built, blog: Path) -> None:
    put(blog, "周 报/2026-w47.md", "# 2026-W47\n\n![](no.png)\n")
    done = built.installed.ghblog("check", "--json", folder=blog)
    assert done.returncode == 1, done.stderr
    found = [(one["path"], one["line"], one["code"]) for one in json.loads(done.stdout)["findings"]]
    assert ("周 报/2026-w47.md", 3, "missing-picture") in found


def test_a_plan_is_made_offline(built: Built, blog: Path) -> None:
    done = built.installed.ghblog("publish", "--dry-run", "--offline", folder=blog)
    assert done.returncode == 0, done.stderr
    assert "1 new" in done.stdout and "2026-W46" in done.stdout


def test_a_report_is_begun(built: Built, blog: Path) -> None:
    done = built.installed.ghblog("new", "--date", "2026-11-22", folder=blog)
    assert done.returncode == 0, done.stderr
    assert "left over" in (blog / "周 报" / "2026-w47.md").read_text(encoding="utf-8")


def test_a_blog_is_set_up(built: Built, blog: Path) -> None:
    (blog / "ghblog.toml").unlink()
    done = built.installed.ghblog("init", "--dry-run", folder=blog)
    assert done.returncode == 0, done.stderr
    assert "ghblog.toml" in done.stdout + done.stderr
    assert not (blog / "ghblog.toml").exists()


def test_the_preview_answers_with_a_page(built: Built, blog: Path) -> None:
    command = [str(built.installed.scripts / "ghblog"), "preview", "--offline", "--no-open"]
    server = subprocess.Popen(
        [*command, "--port", "0"],
        cwd=blog,
        env=built.installed.variables({"PYTHONUNBUFFERED": "1"}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    killer = threading.Timer(60, server.kill)
    killer.start()
    try:
        assert server.stdout
        url = server.stdout.readline().strip()
        with urllib.request.urlopen(url, timeout=30) as answer:
            page = answer.read().decode()
        style = re.search(r'href="(/[^"]+\.css[^"]*)"', page)
        assert "2026-W46" in page and style
        with urllib.request.urlopen(url.rstrip("/") + style[1], timeout=30) as answer:
            assert answer.headers["content-type"].startswith("text/css")
    finally:
        killer.cancel()
        server.terminate()
        server.communicate(timeout=30)


def test_a_shell_completes_commands(built: Built, tmp_path: Path) -> None:
    done = built.installed.ghblog("completion", "bash", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_GHBLOG_COMPLETE=bash_complete" in done.stdout
    typed = {"_GHBLOG_COMPLETE": "bash_complete", "COMP_WORDS": "ghblog pu", "COMP_CWORD": "1"}
    assert built.installed.ghblog(folder=tmp_path, environ=typed).stdout == "plain,publish\n"


def test_without_the_extra_the_demo_says_what_to_install(built: Built, tmp_path: Path) -> None:
    missing = "raise ModuleNotFoundError('no such module', name=__name__)"
    for name in ("dulwich", "graphql", "starlette", "uvicorn"):
        put(tmp_path, f"{name}.py", missing)
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    script += "from ghblog.cli import main\nsys.exit(main(['demo', '--no-serve']))"
    done = built.installed.run("-c", script, folder=tmp_path)
    assert done.returncode == 1
    hint = done.stderr.partition("install it with: ")[2]
    command = shlex.split(hint)
    at = command.index("install")
    names = {re.split(r"[<>=~!]", each)[0] for each in command[at + 1 :] if "=" in each}
    assert names == {"dulwich", "graphql-core"}  # by themselves: ghblog may be on no index
    assert "Traceback" not in done.stderr
