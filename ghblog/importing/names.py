"""Names of files, from a pattern: safe on every system, and never two alike. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ghblog.errors import UsageError
from ghblog.model import Existing, folded

FIELDS = ("date", "year", "month", "number", "title", "slug")
SUFFIX = ".md"

_FIELD = re.compile(r"\{([^{}]*)\}")
# Windows takes none of these, and no device's name, whatever its suffix is.
_UNSAFE = re.compile(r'[<>:"/\\|?*#%\s]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
# Systems take 255 bytes (some 143), and an id of ours 200 characters in all.
_LONGEST = 120
_DEEPEST = 4


def check_pattern(pattern: str) -> None:
    """Raises UsageError when no file could have such a name."""
    unknown = [name for name in _FIELD.findall(pattern) if name not in FIELDS]
    known = ", ".join(f"{{{name}}}" for name in FIELDS)
    if unknown:
        raise UsageError(f"“{{{unknown[0]}}}” is nothing that a pattern knows", hint=f"use {known}")
    plain = _FIELD.sub("x", pattern.removesuffix(SUFFIX))
    parts = plain.split("/")
    if "{" in plain or "}" in plain or any(not part or part != _safe(part) for part in parts):
        raise UsageError(
            f"no file can be named after the pattern “{pattern}”",
            hint=f"use letters, digits, - and _, a / for a folder, and {known}",
        )
    if len(parts) > _DEEPEST or len(plain) > _LONGEST:
        raise UsageError(
            f"the pattern “{pattern}” is too long", hint="such as {year}/{date}-{slug}"
        )


class Names:
    """Gives each post a path, below `folder`.

    Args:
        fits: whether a file of this path would be a post of the blog.
        taken: paths of files that exist.
        known: number → the path of the file that is its already.
    """

    def __init__(
        self,
        folder: str,
        pattern: str,
        *,
        ascii_only: bool,
        fits: Callable[[str], bool],
        taken: Iterable[str] = (),
        known: Mapping[int, str] | None = None,
    ) -> None:
        check_pattern(pattern)
        self._folder = "" if folder in {"", "."} else folder.strip("/") + "/"
        self._pattern = pattern.removesuffix(SUFFIX)
        self._ascii = ascii_only
        self._fits = fits
        self._given = {folded(path): number for number, path in (known or {}).items()}
        self._there = {folded(path): path for path in taken}

    def of(self, existing: Existing, day: date | None) -> tuple[str, str]:
        """A post's path, and why it has not the name that the pattern gives; empty if it has."""
        stem = self._stem(existing, day)
        folder, _, name = stem.rpartition("/")
        base = f"{folder}/" if folder else ""
        other = ""
        for each in (name, f"{name}-{existing.number}", f"post-{existing.number}"):
            path = f"{self._folder}{base}{each}{SUFFIX}"
            key = folded(path)
            if not self._fits(path):
                other = other or "a file of that name is not taken for a post"
            elif (by := self._given.get(key)) is not None:
                other = other or f"#{by} has the same"
            else:
                self._given[key] = existing.number
                return path, f"named otherwise, since {other}" if other else ""
        raise UsageError(
            f"“{self._folder}{base}post-{existing.number}{SUFFIX}” would be no post of this blog",
            hint="look at posts.include and posts.exclude in ghblog.toml",
        )

    def there(self, path: str) -> str:
        """The file that a path leads to, however it spells its name; empty if there is none."""
        return self._there.get(folded(path), "")

    def _stem(self, existing: Existing, day: date | None) -> str:
        number = str(existing.number)
        values = {
            "date": day.isoformat() if day else "",
            "year": f"{day.year:04}" if day else "",
            "month": f"{day.month:02}" if day else "",
            "number": number,
            "title": _safe(existing.title) or number,
            "slug": self._slug(existing.title) or number,
        }
        parts = self._pattern.split("/")
        filled = [_safe(_FIELD.sub(lambda found: values[found[1]], part)) for part in parts]
        return "/".join(part or number for part in filled)

    def _slug(self, title: str) -> str:
        from slugify import slugify

        slug: str = slugify(title[:1000], allow_unicode=not self._ascii)
        return slug


def _safe(name: str) -> str:
    """A name that every system takes, as near as can be; perhaps nothing is left of it."""
    shown = "".join(each if _visible(each) else " " for each in unicodedata.normalize("NFC", name))
    plain = _UNSAFE.sub(" ", shown).strip(" .-").replace(" ", "-")
    while len(plain.encode()) > _LONGEST:
        plain = plain[:-1]
    plain = plain.strip(" .-")
    return f"{plain}-" if _DEVICE.fullmatch(plain.split(".")[0]) else plain


def _visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"
