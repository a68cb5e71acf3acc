"""Which blog it is, and where: the settings above the tables, and `[blog]`."""

from __future__ import annotations

import re

from ghblog.settings_table.key import BadValueError, Key, nearest

_OWNER = r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}"
_REPOSITORY = re.compile(rf"{_OWNER}/(?!\.{{1,2}}\Z)[A-Za-z0-9._-]{{1,100}}")
_IN_URL = re.compile(rf"({_OWNER}/[A-Za-z0-9._-]{{1,100}}?)(?:\.git)?/?\Z")
_BLOG = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")


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


BLOG: tuple[Key, ...] = (
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
)
