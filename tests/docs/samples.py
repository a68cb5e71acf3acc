"""Blocks that a reader copies: settings, posts, workflows."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docs.pages import Step
from jsonschema import Draft7Validator
from pictures.filming import film
from workflows.looking import load as load_yaml
from writers import png, put

from ghblog import Blog, Severity
from ghblog.config import load

_PATH = re.compile(r"[^\s()<>\"|#\[\]{}=]+(?: \d)?\.(?:png|jpg|md|mp4|csv)\b|\[\[([^\]|#]+)")


def check_settings(step: Step, folder: Path) -> None:
    """The settings that a block has are good ones; a project's file has what it says."""
    found = tomllib.loads(step.text)
    assert found, f"{step.where}: nothing is set"
    if "project" in found or step.file == "pyproject.toml":
        return
    with tempfile.TemporaryDirectory() as scratch:
        put(Path(scratch), "ghblog.toml", step.text)
        posts = str(found.get("posts", {}).get("folder", "."))
        (Path(scratch) / posts).mkdir(parents=True, exist_ok=True)
        load(Path(scratch), environ={})
    if step.file:
        (folder / step.file).parent.joinpath(posts).mkdir(parents=True, exist_ok=True)
        here = (folder / step.file).resolve().parent
        assert load(here, environ={}).root == here


def check_yaml(step: Step, folder: Path) -> None:
    """A workflow, a list of hooks, or the front matter of a post, as whoever reads it wants it."""
    if step.text.startswith("---\n"):
        return check_post(Step(step.page, step.line, "markdown", step.text + "\ntext\n"), folder)
    found = load_yaml(step.text)
    assert isinstance(found, dict), step.where
    if "repos" in found:
        hooks = [hook for one in found["repos"] for hook in one["hooks"]]
        assert hooks and all(hook["id"] for hook in hooks), step.where
    else:
        wrong = [each.message for each in Draft7Validator(_schema()).iter_errors(found)]
        assert wrong == [], step.where
    return None


def check_post(step: Step, folder: Path) -> None:
    """The post can be published, once the files that it shows are there."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch).resolve()
        put(root, "posts/example.md", step.text)
        put(root, "ghblog.toml", 'timezone = "Asia/Shanghai"\n')
        for match in _PATH.finditer(step.text):
            _make(root, root / "posts", match[1] or match[0])
        checked = Blog.open(root, environ={}).check()
    errors = [(each.line, each.message) for each in checked.of(Severity.ERROR)]
    assert (errors, checked.files >= 1) == ([], True), step.where


def _make(root: Path, beside: Path, name: str) -> None:
    """A file that a post shows or leads to."""
    path = root / name.lstrip("/") if name.startswith("/") else beside / unquote(name)
    if name.startswith("http") or not path.resolve().is_relative_to(root) or path.exists():
        return
    if path.suffix == ".mp4":
        put(path.parent, path.name, film())
    elif path.suffix in {".png", ".jpg"}:
        put(path.parent, path.name, png())
    else:
        put(
            path.parent, path.name if path.suffix else f"{path.name}.md", f"# {path.stem}\n\ntext\n"
        )


@cache
def _schema() -> Any:
    """The schema of workflows that comes with check-jsonschema."""
    vendored = files("check_jsonschema") / "builtin_schemas" / "vendor" / "github-workflows.json"
    return json.loads(vendored.read_text(encoding="utf-8"))
