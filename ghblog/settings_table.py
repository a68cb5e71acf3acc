"""Every setting once: its key, type, default, check and what it means to the writer.

`config.py` reads settings by this table and `docs/configuration.md` is generated from it.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields

from ghblog.model import Settings

_OWNER = r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}"
_REPOSITORY = re.compile(rf"{_OWNER}/(?!\.{{1,2}}\Z)[A-Za-z0-9._-]{{1,100}}")
_IN_URL = re.compile(rf"({_OWNER}/[A-Za-z0-9._-]{{1,100}}?)(?:\.git)?/?\Z")
_BLOG = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\[bot\])?")
_MENTIONABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:/[A-Za-z0-9][A-Za-z0-9_-]*)?")
TITLE_STYLES = ("chinese", "iso", "number")
PATTERN_FIELDS = (
    "year", "month", "day", "date", "month_week", "iso_year", "week", "number",
)  # fmt: skip
"""What a report's title and file are made of; the file's name also of `slug`."""
PATTERN_FIELD = re.compile(
    r"\{(?P<name>" + "|".join([*PATTERN_FIELDS, "slug"]) + r")(?::(?P<form>cn|0[1-9]))?\}"
)
_URL_FIELDS = ("owner", "name", "ref", "path", "url")


class BadValueError(ValueError):
    """A value that cannot be; `hint` says what would do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Key:
    """A setting.

    Attributes:
        path: the key path in the file, dotted.
        field: the field of `Settings` that holds it.
        type: what the file must hold; `list` is a list of strings.
        help: what it means, as one or two sentences of Markdown.
        check: raises BadValueError if the value cannot be; gets it in the file's type.
    """

    path: str
    field: str
    type: type[str | int | bool | list[str]]
    help: str
    check: Callable[..., None]

    @property
    def variable(self) -> str:
        """The environment variable that beats the file."""
        return "GHBLOG_" + self.path.upper().replace(".", "_")

    @property
    def default(self) -> object:
        """What it is when nobody sets it, in the file's type."""
        value = next(field.default for field in fields(Settings) if field.name == self.field)
        assert value is not MISSING
        if isinstance(value, str):
            return str(value)
        return list(value) if isinstance(value, tuple) else value


def nearest(name: str, names: list[str], *, cutoff: float = 0.6) -> str:
    """A hint with the nearest right name; empty if none is near."""
    found = difflib.get_close_matches(name, names, n=1, cutoff=cutoff)
    return f'did you mean "{found[0]}"?' if found else ""


def _repository(value: str) -> None:
    if value == "" or _REPOSITORY.fullmatch(value):
        return
    inside = _IN_URL.search(value) if "github" in value or ":" in value else None
    hint = f'did you mean "{inside[1]}"?' if inside else 'write it as "owner/name"'
    raise BadValueError(f'"{value}" is not the name of a repository', hint)


def _timezone(value: str) -> None:
    from zoneinfo import ZoneInfo, available_timezones

    if value == "":
        return
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        known = sorted(available_timezones())
        last = {name.rsplit("/", 1)[-1].casefold(): name for name in known}
        same = last.get(value.casefold().replace(" ", "_"), "")
        hint = f'did you mean "{same}"?' if same else nearest(value, known)
        message = f'"{value}" is not a time zone'
        raise BadValueError(message, hint or 'write a name such as "Asia/Shanghai"') from error


def _blog(value: str) -> None:
    if not _BLOG.fullmatch(value):
        hint = "use small letters a-z, digits and hyphens, at most 50, a letter or digit first"
        raise BadValueError(f'"{value}" cannot be the name of a blog', hint)


def _relative(value: str) -> None:
    parts = value.split("/")
    if "\\" in value:
        raise BadValueError(f'"{value}" has a backslash', "separate folders with /")
    if value.startswith("/") or ":" in parts[0] or ".." in parts:
        message = f'"{value}" leads outside of the blog\'s folder'
        raise BadValueError(message, "write a path below the folder of the settings file")
    if any(ord(character) < 32 for character in value):
        raise BadValueError("it has a control character")


def _index_path(value: str) -> None:
    _relative(value)
    bad = {"", ".", ".git"}.intersection(part.lower() for part in value.split("/"))
    if bad or not value.lower().endswith((".md", ".markdown")):
        message = f'"{value}" is not the path of a Markdown file in the repository'
        raise BadValueError(message, 'write one such as "README.md"')


def _globs(values: list[str]) -> None:
    for value in values:
        if not value.strip():
            raise BadValueError("it has an empty pattern", 'write one such as "**/*.md"')
        _relative(value)


def _include(values: list[str]) -> None:
    if not values:
        raise BadValueError("it is empty, so there would be no posts", 'write ["**/*.md"]')
    _globs(values)


def _labels(values: list[str]) -> None:
    if len(values) > 100:
        raise BadValueError(f"GitHub takes at most 100 labels, and these are {len(values)}")
    for value in values:
        if not value.strip():
            raise BadValueError("it has an empty label")
        if len(value) > 50:
            message = f'GitHub takes labels of at most 50 characters, and "{value}" has more'
            raise BadValueError(message)


_STYLE = re.compile(r"(?P<name>[^=]{1,50}?)\s*=\s*#?(?P<color>[0-9A-Fa-f]{6})(?:\s+(?P<text>.*))?")


def _label_styles(values: list[str]) -> None:
    for value in values:
        found = _STYLE.fullmatch(value.strip())
        if not found:
            hint = 'write "name = rrggbb description", such as "weekly = 0e8a16 every week"'
            raise BadValueError(f'"{value}" is no label with a colour', hint)
        if len(found["text"] or "") > 100:
            raise BadValueError(f'the description in "{value}" has more than 100 characters')


def _max_new(value: int) -> None:
    if value < 0:
        raise BadValueError(f"{value} is less than 0", "0 asks before every new post")


def _max_width(value: int) -> None:
    if not (value == 0 or 16 <= value <= 20_000):
        raise BadValueError(f"{value} is no width in pixels", "write 16 to 20000, or 0 for any")


def _publishers(values: list[str]) -> None:
    for value in values:
        if not _LOGIN.fullmatch(value):
            hint = 'write names such as "octocat" or "github-actions"'
            raise BadValueError(f'"{value}" is not the name of a GitHub account', hint)


def _dialects(values: list[str]) -> None:
    known = list(by_path()["posts.dialects"].default)  # type: ignore[call-overload]  # a list
    for value in values:
        if value not in known:
            hint = nearest(value, known) or f"there are {', '.join(known)}"
            raise BadValueError(f'there is no dialect "{value}"', hint)


def _mentionable(values: list[str]) -> None:
    for value in values:
        if not _MENTIONABLE.fullmatch(value):
            hint = 'write names such as "octocat" or "github/docs", without @'
            raise BadValueError(f'"{value}" is not the name of an account or a team', hint)


def _picture_url(value: str) -> None:
    if value == "":
        return
    names = re.findall(r"\{([^{}]*)\}", value)
    for name in names:
        if name not in _URL_FIELDS:
            hint = nearest(name, list(_URL_FIELDS)) or f"there are {', '.join(_URL_FIELDS)}"
            raise BadValueError(f'there is no "{{{name}}}"', hint)
    if not {"path", "url"}.intersection(names):
        raise BadValueError("every picture would have the same address", "put {path} into it")
    if not re.match(r"https?://[^/{}\s]|\{url\}", value) or re.search(r"[\s<>\"]", value):
        example = "https://cdn.jsdelivr.net/gh/{owner}/{name}@{ref}/{path}"
        raise BadValueError(f'"{value}" is not the template of an address', f"such as {example}")


def _pattern(*, path: bool) -> Callable[[str], None]:
    known = (*PATTERN_FIELDS, "slug") if path else PATTERN_FIELDS

    def check(value: str) -> None:
        if not (path or "{" in value or value in TITLE_STYLES or not value):
            hint = nearest(value, list(TITLE_STYLES)) or f"there are {', '.join(TITLE_STYLES)}"
            raise BadValueError(f'there is no style "{value}", and it has no field', hint)
        for name in re.findall(r"\{([^{}]*)\}", value):
            found = PATTERN_FIELD.fullmatch(f"{{{name}}}")
            if not found or found["name"] not in known:
                near = nearest(name, list(known))
                raise BadValueError(f'there is no "{{{name}}}"', near or f"there are {_all(known)}")
        if path:
            _relative(value)
        if any(ord(character) < 32 for character in value):
            raise BadValueError("it has a control character")

    return check


def _all(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _choice(now: tuple[str, ...]) -> Callable[[str], None]:
    def check(value: str) -> None:
        if value not in now:
            hint = nearest(value, [*now]) or f"it can be {_words(now)}"
            raise BadValueError(f'there is no "{value}"', hint)

    return check


def _words(values: tuple[str, ...]) -> str:
    return " or ".join(f'"{value}"' for value in values)


def _anything(_value: object) -> None:
    """Every value of the type will do."""


KEYS = (
    Key(
        "repository",
        "repository",
        str,
        "The repository that holds the blog, as `owner/name`. If empty, it is found from the git "
        "remote: `origin`, else the branch's upstream, else the only remote.",
        _repository,
    ),
    Key(
        "timezone",
        "timezone",
        str,
        "An IANA name such as `Asia/Shanghai`: dates are meant in this zone. If empty, the "
        "machine's own.",
        _timezone,
    ),
    Key(
        "blog.name",
        "blog",
        str,
        "The blog's name; blogs that share a repository need different ones. It is part of every "
        "marker: do not change it after the first publish.",
        _blog,
    ),
    Key(
        "posts.folder",
        "posts_folder",
        str,
        "The folder of the posts, below the blog's folder. A post's id is its path below it.",
        _relative,
    ),
    Key(
        "posts.include",
        "include",
        list,
        "Which files are posts: patterns below the posts folder. `*` stops at `/`, `**/` is any "
        "number of folders. Hidden folders and `node_modules` are never searched.",
        _include,
    ),
    Key("posts.exclude", "exclude", list, "Which of them are not, after all.", _globs),
    Key("posts.labels", "labels", list, "Labels for every post, added to its own.", _labels),
    Key(
        "posts.target",
        "kind",
        str,
        'What a post becomes: `"issue"` or `"discussion"`. A post may say `target:` itself.',
        _choice(("issue", "discussion")),
    ),
    Key(
        "posts.category",
        "category",
        str,
        "The category of discussions, by name. A post may say `category:` itself. Only GitHub's "
        "web pages can make a category.",
        _anything,
    ),
    Key(
        "posts.label_styles",
        "label_styles",
        list,
        "Colours and descriptions of labels, for those that ghblog makes because they are "
        'missing: `"name = rrggbb description"`. Labels that exist stay as they are.',
        _label_styles,
    ),
    Key(
        "posts.dialects",
        "dialects",
        list,
        "What other programs write and GitHub does not know, turned into what it does: see "
        "[Dialects](dialects.md). The list is what is turned: leave a name out to switch it off.",
        _dialects,
    ),
    Key(
        "publish.mentions",
        "mentions",
        str,
        'What becomes of the `@name` of other people: `"quiet"` puts an invisible break into it, '
        'so that nobody is notified; `"keep"` leaves it. The repository\'s owner is never made '
        "quiet. See [Mentions and backlinks](writing.md#mentions-and-backlinks).",
        _choice(("quiet", "keep")),
    ),
    Key(
        "publish.allow_mentions",
        "allow_mentions",
        list,
        "Whom to notify all the same: names of accounts, and of teams as `org/team`, without `@`.",
        _mentionable,
    ),
    Key(
        "publish.backlinks",
        "backlinks",
        str,
        "What becomes of links to issues, pull requests, discussions and commits, which leave a "
        'trace there: `"keep"` leaves them; `"quiet"` leads those of other repositories through '
        "`redirect.github.com`, and puts an invisible break into `#12`.",
        _choice(("keep", "quiet")),
    ),
    Key(
        "publish.max_new",
        "max_new",
        int,
        "A publish that would create more new posts than this asks for `--yes`.",
        _max_new,
    ),
    Key(
        "publish.publishers",
        "publishers",
        list,
        "Accounts that may publish besides you, the owner, members and collaborators: markers by "
        "anybody else are ignored.",
        _publishers,
    ),
    Key(
        "pictures.store",
        "store",
        str,
        'Where pictures go: `"attachment"` uploads them as the web editor does; `"branch"` commits '
        'them to ghblog\'s own branch; `"source"` links to the files of the pushed commit and '
        'uploads nothing, so that they are shown as they are; `"auto"` attaches them where token '
        "and host allow, and else takes the branch. What is stored already stays where it is. See "
        "[Where they go](writing.md#where-they-go).",
        _choice(("auto", "attachment", "branch", "source")),
    ),
    Key(
        "pictures.url",
        "picture_url",
        str,
        "The address of pictures in the branch or the source, as a template with `{owner}`, "
        "`{name}`, `{ref}` (the branch or the commit), `{path}`, or `{url}` (what it would be "
        "without a template); attachments have their own. After a change run "
        "`ghblog publish --refresh`. [Examples](writing.md#addresses-of-your-own).",
        _picture_url,
    ),
    Key(
        "pictures.max_width",
        "max_width",
        int,
        "Wider JPEG, PNG and WebP pictures are uploaded this many pixels wide; the files stay as "
        "they are. `0` makes none smaller. GIFs and animations never are. HEIC and AVIF count as "
        "what they become: JPEG or PNG.",
        _max_width,
    ),
    Key(
        "pictures.strip_metadata",
        "strip_metadata",
        bool,
        "Whether private data, such as the place where a photo was taken, is taken out of the "
        "pictures and films that are uploaded. `false` uploads the files as they are, except for "
        "those that `pictures.max_width` makes smaller, and HEIC and AVIF: these never have any.",
        _anything,
    ),
    Key(
        "new.title",
        "new_title",
        str,
        'The title of a new report: `"chinese"` (2022年7月第二周周报), `"iso"` (2022-W28), '
        '`"number"` (Weekly #128), or a pattern of `{year}`, `{month}`, `{day}`, `{date}`, '
        "`{month_week}`, `{iso_year}`, `{week}` and `{number}`; `{month:02}` has two digits, "
        "`{month:cn}` Chinese ones. If empty, as the last reports have it. See "
        "[Starting](start.md#titles-and-names).",
        _pattern(path=False),
    ),
    Key(
        "new.file",
        "new_file",
        str,
        "The path of a new report below the posts folder, as a pattern like that of the title, "
        "with `{slug}` for the title, such as `{year}/{date}-{slug}`. If empty, as the last "
        "reports have it.",
        _pattern(path=True),
    ),
    Key("index.enabled", "index", bool, "Whether the index of posts is written.", _anything),
    Key(
        "index.path",
        "index_path",
        str,
        "The Markdown file in the repository that holds the index.",
        _index_path,
    ),
)


def by_path() -> dict[str, Key]:
    """The table by key path."""
    return {key.path: key for key in KEYS}


_INTRODUCTION = """\
# Settings

<!-- Generated from ghblog/settings_table.py; tests/config checks that it is up to date. -->

ghblog works without any settings file. What you want otherwise stands in `ghblog.toml`, or in
`pyproject.toml` under `[tool.ghblog]` (there, `[posts]` is `[tool.ghblog.posts]`). The file is
looked for in the current folder and the folders above it, up to the top folder of the git
checkout; if a folder has both files, `ghblog.toml` counts. Its folder is the *blog's folder*:
nothing outside of it is read or uploaded. Without a file that is the git checkout's top folder.

Each setting also has an environment variable, which beats the file; a flag on the command line
beats both. In a variable the items of a list are separated by commas; an empty variable counts as
not set. Unknown settings and values that cannot be are errors, never ignored.

```toml
timezone = "Asia/Shanghai"

[posts]
folder = "reports"
labels = ["weekly"]
```
"""

_NAMES = {str: "text", int: "whole number", bool: "`true` or `false`", list: "list of texts"}


def reference() -> str:
    """The text of `docs/configuration.md`."""
    return _INTRODUCTION + "".join(_section(key) for key in KEYS)


def _section(key: Key) -> str:
    default = json.dumps(key.default, ensure_ascii=False)
    facts = f"{_NAMES[key.type]} · default `{default}` · variable `{key.variable}`"
    return f"\n## `{key.path}`\n\n{key.help}\n\n{facts}\n"
