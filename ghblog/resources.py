"""Finds the built-in templates, in an editable install and in a wheel alike."""

from __future__ import annotations

from pathlib import Path

# A wheel carries the project's top-level templates/ inside the package (pyproject.toml's
# force-include); a checkout, and so an editable install, has it beside the package.
_PLACES = (Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates")


def templates_folder() -> Path:
    """The folder of built-in templates. Raises FileNotFoundError in a broken install."""
    for place in _PLACES:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"ghblog's templates are in none of {', '.join(map(str, _PLACES))}")


def built_in_template(name: str) -> str:
    """The text of a built-in template. Raises FileNotFoundError if there is none of that name."""
    return (templates_folder() / name).read_text(encoding="utf-8")
