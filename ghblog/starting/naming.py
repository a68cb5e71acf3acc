"""What a new report is called, and where it lies. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ghblog.errors import UsageError
from ghblog.model import Settings
from ghblog.posts.fields import TITLE_LIMIT, tidy
from ghblog.posts.globs import matches
from ghblog.starting.learning import Learnt, learn_path, learn_title
from ghblog.starting.patterns import FILES, STYLES, Values, fields, fill, number_in
from ghblog.starting.reading import Seen

_LONGEST = 80  # characters of a slug
_LARGEST = 120  # bytes of it: systems take 255 for a name, some 143
# Windows takes no such name, whatever its suffix is.
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the writer asks for.

    Attributes:
        title: as it is to be; empty: made as the settings say, or the last reports have it.
        tasks: whether open tasks are carried over.
        chinese: the style where nothing tells one.
    """

    day: date
    title: str = ""
    tasks: bool = True
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A report's title and path.

    Attributes:
        number: of the report, from 1, where they are counted.
        given: whether the writer gave the title.
    """

    title: str
    path: str
    number: int
    given: bool


def name_report(
    settings: Settings, recent: Sequence[Seen], seen: Sequence[Seen], wish: Wish
) -> Named:
    """Title and path of a new report.

    Args:
        recent: the last reports, the newest first: to go on like them.
        seen: all of them, for the next number.

    Raises UsageError when no post could have that path.
    """
    day, title, chinese = wish.day, tidy(wish.title), wish.chinese
    if len(title) > TITLE_LIMIT:
        raise UsageError(f"GitHub takes titles of {TITLE_LIMIT} characters", hint="shorten it")
    pattern = title_pattern(settings, recent, chinese=chinese)
    learnt = _path_pattern(settings, recent, pattern)
    if not settings.new_title:
        pattern = _by_weeks(pattern, learnt.pattern, recent)
    number = _next_number(seen, pattern, learnt.pattern)
    made = title or fill(pattern, Values(day, number)).strip()
    ascii_only = all(each.stem.isascii() for each in recent) if recent else not chinese
    slug = _slug(made, ascii_only=ascii_only)
    stem = fill(learnt.pattern, Values(day, number, slug))
    if title and learnt.topic and "slug" not in fields(learnt.pattern):
        stem = f"{stem}-{slug}"
    path = _checked(f"{stem}.md", settings)
    return Named(made, path, number, bool(title))


def title_pattern(settings: Settings, recent: Sequence[Seen], *, chinese: bool = False) -> str:
    """The pattern of the next title: as the settings say, else as the last titles have it."""
    if asked := settings.new_title:
        return STYLES.get(asked, asked)
    learnt = learn_title([each.title for each in recent])
    return learnt.pattern if learnt else STYLES["chinese" if chinese else "iso"]


def _by_weeks(title: str, path: str, recent: Sequence[Seen]) -> str:
    """The pattern of titles; `第3周` in `2026/11/第3周.md` is a week of the month, and no number
    that goes on and on."""
    for name, form in (("month_week", ""), ("week", ":01")):
        numbers = [(number_in(title, each.title), each.day) for each in recent]
        told = [number == Values(day).of(name) for number, day in numbers if number and day]
        if name in fields(path) and told and all(told):
            return title.replace("{number}", f"{{{name}{form}}}").replace("{number:", f"{{{name}:")
    return title


def _path_pattern(settings: Settings, recent: Sequence[Seen], title: str) -> Learnt:
    """The pattern of the path below the blog's root, without suffix."""
    folder = "" if settings.posts_folder == "." else f"{settings.posts_folder}/"
    if settings.new_file:
        return Learnt(folder + settings.new_file.removesuffix(".md"), topic=False)
    if learnt := learn_path([each.stem for each in recent]):
        return learnt
    if recent:
        last = posixpath.dirname(recent[0].path)
        return Learnt(f"{last}/{{slug}}" if last else "{slug}", topic=False)
    first = next(
        (FILES[name] for name, style in STYLES.items() if style == title and name in FILES), ""
    )
    return Learnt(folder + (first or "{slug}"), topic=bool(first))


def _next_number(seen: Sequence[Seen], title: str, path: str) -> int:
    """One more than the highest that a title, else a path, has."""
    for pattern, texts in (
        (title, [each.title for each in seen]),
        (path, [each.stem for each in seen]),
    ):
        if "number" in fields(pattern):
            return 1 + max((number_in(pattern, text) or 0 for text in texts), default=0)
    return 1


def _slug(title: str, *, ascii_only: bool) -> str:
    from slugify import slugify

    slug: str = slugify(
        title, allow_unicode=not ascii_only, max_length=_LONGEST, word_boundary=True
    )
    while len(slug.encode()) > _LARGEST:
        slug = slug[:-1].rstrip("-")
    slug = slug or "report"  # nothing is left of a title of emojis
    return f"{slug}-report" if _DEVICE.fullmatch(slug) else slug


def _checked(path: str, settings: Settings) -> str:
    folder = settings.posts_folder
    below = path if folder == "." else posixpath.relpath(path, folder)
    fits = matches(below, settings.include) and not matches(below, settings.exclude)
    if below.startswith("../") or not fits or any(each[0] == "." for each in path.split("/")):
        raise UsageError(
            f"“{path}” would be no post of this blog",
            hint="look at new.file, posts.include and posts.exclude in ghblog.toml",
        )
    if settings.new_file and any(map(_unsafe, path.split("/"))):
        raise UsageError(
            f"not every system takes a file called “{path}”",
            hint='correct new.file in ghblog.toml: no device such as "con", no <>:"|?*, no space '
            "or full stop at an end",
        )
    return path


def _unsafe(name: str) -> bool:
    bare = name.removesuffix(".md")
    device = _DEVICE.fullmatch(name.partition(".")[0].strip())
    return bool(
        device or re.search(r'[<>:"|?*\x00-\x1f]', name) or bare != bare.strip(" ").rstrip(".")
    )
