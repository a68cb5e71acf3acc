"""URLs such as pictures, posts and files may get: a text that is right and fits with these will be
and will with the real ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from ghblog.markdown.rewriting import written
from ghblog.marker import marker_for
from ghblog.model import Picture, Settings, Slot
from ghblog.posts.links import FILE

_ASSET = "https://github.com/user-attachments/assets/00000000-0000-4000-8000-{:012}"
# As long as GitHub allows.
_LONGEST_NAME = f"{'o' * 39}/{'r' * 100}"
_COMMIT = "0" * 40
_NUMBER = 99_999_999
# A hash may hold `--`, which is written longer in a comment; so often it will not.
_ESCAPES = 40
_BLANK_LINE = 4


def stand_ins(
    settings: Settings, pictures: Sequence[Picture], slots: Iterable[Slot]
) -> tuple[Mapping[str, str], ...]:
    """Slot's target → URL, in as many variants as the stores make a difference."""
    name = settings.repository or _LONGEST_NAME
    targets = {slot.target for slot in slots} - {each.key for each in pictures}
    links = {one: _link(name, one) for one in sorted(targets)}
    if not pictures:
        return (links,)
    assets = {each.key: _ASSET.format(n) for n, each in enumerate(pictures)}
    return links | {each.key: _stored(settings, name, each) for each in pictures}, links | assets


def longest(variants: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Slot's target → the length of the longest URL among the variants, as it is written."""
    return {one: max(len(written(each[one])) for each in variants) for one in variants[0]}


def marker_room(blog: str, post: str) -> int:
    """The most characters that a marker takes, with the blank line before it."""
    hashed = "x" * 22
    return len(marker_for(blog, post, 999, 999, hashed, "")) + _ESCAPES + _BLANK_LINE


def _link(name: str, target: str) -> str:
    if target.startswith(FILE):
        return f"https://github.com/{name}/blob/HEAD/{quote(target.removeprefix(FILE))}"
    return f"https://github.com/{name}/discussions/{_NUMBER}"


def _stored(settings: Settings, repository: str, picture: Picture) -> str:
    """The longer one of a picture's URLs in the ledger's branch and in the source's."""
    branch = "ghblog" if settings.blog == "main" else f"ghblog-{settings.blog}"
    places = ((branch, picture.stored_path), (_COMMIT, picture.path))
    return max((_filled(settings, repository, *place) for place in places), key=len)


def _filled(settings: Settings, repository: str, ref: str, path: str) -> str:
    owner, _, name = repository.partition("/")
    shown = quote(path)
    url = f"https://github.com/{repository}/blob/{quote(ref)}/{shown}?raw=true"
    made = settings.picture_url or "{url}"
    fields = {"{owner}": owner, "{name}": name, "{ref}": ref, "{path}": shown, "{url}": url}
    for field, value in fields.items():
        made = made.replace(field, value)
    return made
