"""Where pictures go, and what is done to them: `[pictures]`."""

from __future__ import annotations

import re

from ghblog.settings_table.checks import anything, choice, unknown
from ghblog.settings_table.key import BadValueError, Key

_URL_FIELDS = ("owner", "name", "ref", "path", "url")


def _picture_url(value: str) -> None:
    if value == "":
        return
    names = re.findall(r"\{([^{}]*)\}", value)
    for name in names:
        if name not in _URL_FIELDS:
            raise unknown(f'there is no "{{{name}}}"', name, _URL_FIELDS)
    if not {"path", "url"}.intersection(names):
        raise BadValueError("every picture would have the same address", "put {path} into it")
    if not re.match(r"https?://[^/{}\s]|\{url\}", value) or re.search(r"[\s<>\"]", value):
        example = "https://cdn.jsdelivr.net/gh/{owner}/{name}@{ref}/{path}"
        raise BadValueError(f'"{value}" is not the template of an address', f"such as {example}")


def _max_width(value: int) -> None:
    if not (value == 0 or 16 <= value <= 20_000):
        raise BadValueError(f"{value} is no width in pixels", "write 16 to 20000, or 0 for any")


PICTURES: tuple[Key, ...] = (
    Key(
        "pictures.store",
        "store",
        str,
        'Where pictures go: `"attachment"` uploads them as the web editor does; `"branch"` commits '
        'them to ghblog\'s own branch; `"source"` links to the files of the pushed commit and '
        'uploads nothing, so that they are shown as they are; `"auto"` attaches them where token '
        "and host allow, and else takes the branch. What is stored already stays where it is. See "
        "[Where they go](writing.md#where-they-go).",
        choice("auto", "attachment", "branch", "source"),
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
        anything,
    ),
)
