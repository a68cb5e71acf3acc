"""How pages look: GitHub's look, light and dark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def style_sheet() -> str:
    """CSS for pages in an element of the class `markdown-body`.

    The colours follow the system, unless an element above has `data-theme="light"` or `"dark"`.
    It asks for nothing from elsewhere.
    """
    light, dark, rest = (_read(name) for name in ("light.css", "dark.css", "markdown.css"))
    root = ".markdown-body"
    return (
        f"{root} {{\n{light}}}\n"
        f"@media (prefers-color-scheme: dark) {{\n{root} {{\n{dark}}}\n}}\n"
        f'[data-theme="light"] {root}, {root}[data-theme="light"] {{\n{light}}}\n'
        f'[data-theme="dark"] {root}, {root}[data-theme="dark"] {{\n{dark}}}\n{rest}'
    )


def _read(name: str) -> str:
    return (files("ghblog.render") / "css" / name).read_text(encoding="utf-8")
