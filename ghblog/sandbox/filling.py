"""Fills a repository with posts made by hand, and writes the files they were made from."""

from __future__ import annotations

import json
import random
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from ghblog.sandbox import phrases
from ghblog.sandbox.handmade import Block, Handmade, Link, Saying, Shot, handmade
from ghblog.sandbox.items import Comment, Item
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest.shapes import html_url

_PINNED = 2
_SIZE = (48, 32)  # pixels of a picture


def fill(repo: Repository, count: int, *, seed: int = 2026) -> list[Handmade]:
    """Put `count` issues and discussions into a repository, dated over the years.

    Discussions are switched on if they are not. Always the same for the same numbers, but for
    node ids and addresses.
    """
    posts = handmade(count, seed=seed)
    with repo.world.lock:
        if not repo.has_discussions:
            repo.has_discussions = True
            repo.make_categories()
        for name, color in phrases.LABELS.items():
            repo.add_label(name, color=color)
        writing = _Writing(repo, seed)
        for post in posts:
            writing.add(post)
        ours = [item for item in repo.issues if item.author == repo.owner.login and not item.closed]
        for item in ours[-_PINNED:]:
            item.pinned, item.pinned_by = True, item.author
            repo.touch(item)
    return posts


def write_sources(folder: Path, posts: Sequence[Handmade]) -> list[Path]:
    """Write the writer's own posts as Markdown files with their pictures; the files' paths.

    Args:
        folder: the posts folder; a file for each post at its `path`, pictures in `pictures/`
            beside it.
        posts: what `fill` has put on GitHub.
    """
    written = []
    for post in posts:
        if not post.path:
            continue
        file = folder / post.path
        (file.parent / "pictures").mkdir(parents=True, exist_ok=True)
        for block in _all_blocks(post):
            if isinstance(block, Shot):
                (file.parent / "pictures" / block.name).write_bytes(picture(block.number))
        file.write_text(_file_text(post, posts), encoding="utf-8", newline="\n")
        written.append(file)
    return written


def picture(number: int) -> bytes:
    """A small PNG; the same number is the same picture, another one is another."""
    dice = random.Random(number)  # noqa: S311 - nothing secret is made of it
    width, height = _SIZE
    low, high = (bytes(dice.randrange(256) for _ in range(3)) for _ in range(2))
    hill = [dice.randrange(height // 3, height) for _ in range(width)]
    rows = (
        b"\0" + b"".join(low if y >= hill[x] else high for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


class _Writing:
    """Puts made-up posts on GitHub, one after another, as the browser would."""

    def __init__(self, repo: Repository, seed: int) -> None:
        self._repo = repo
        self._dice = random.Random(f"addresses {seed}")  # noqa: S311 - nor of this
        self._items: list[Item] = []

    def add(self, post: Handmade) -> None:
        """One issue or discussion with its comments."""
        repo = self._repo
        at = datetime.combine(post.day, time(12, 30), UTC)
        body = self._body(post.blocks, crlf=post.crlf)
        if post.kind == "issue":
            item = repo.add_issue(title=post.file_title, body=body, author=post.author)
        else:
            item = repo.add_discussion(
                title=post.file_title, body=body, author=post.author, category=post.category
            )
        self._items.append(item)
        item.created = item.updated = at
        item.labels = list(post.labels)
        for number, saying in enumerate((*post.more, *post.sayings), start=1):
            later = timedelta(minutes=2) if saying in post.more else timedelta(hours=5 * number)
            self._say(item, saying, at + later, crlf=post.crlf)
        if post.title != post.file_title:
            item.edit(at=at + timedelta(days=1), editor=item.author, title=post.title, body=None)
        if post.reason:
            item.closed_at, item.closed_by = at + timedelta(days=3), repo.owner.login
            item.state_reason = post.reason
        item.locked = post.locked
        if post.milestone:
            item.milestone = self._milestone(post.milestone)
        repo.touch(item)

    def _say(self, item: Item, saying: Saying, at: datetime, *, crlf: bool) -> None:
        above = [made for made in item.comments if not made.reply_to]
        made: Comment = self._repo.add_comment(
            item.number, self._body(saying.blocks, crlf=crlf), author=saying.author
        )
        made.created = made.updated = item.updated = at
        if saying.answers and above:
            made.reply_to = above[-1].id

    def _milestone(self, title: str) -> int:
        known = self._repo.milestones.values()
        found = next((each for each in known if each.title == title), None)
        return (found or self._repo.add_milestone(title)).number

    def _body(self, blocks: Iterable[Block], *, crlf: bool) -> str:
        text = _text(blocks, self._attached, self._linked)
        return text.replace("\n", "\r\n") if crlf else text

    def _linked(self, link: Link) -> str:
        return f"[{link.text}]({html_url(self._repo, self._items[link.position])})"

    def _attached(self, shot: Shot) -> str:
        made = self._repo.world.add_attachment(
            shot.name,
            picture(shot.number),
            "image/png",
            id=str(UUID(int=self._dice.getrandbits(128), version=4)),
        )
        url = f"{self._repo.world.url}/user-attachments/assets/{made.id}"
        if shot.old:
            old = f"{self._repo.owner.id}/{shot.number}-{made.id}.png"
            url = f"{self._repo.world.url}/user-images/{old}"
        if shot.tag:
            width = f'width="{_SIZE[0]}" height="{_SIZE[1]}"'
            return f'<img {width} alt="{shot.alt or "image"}" src="{url}" />'
        return f"![{shot.alt}]({url})"


def _all_blocks(post: Handmade) -> list[Block]:
    return [*post.blocks, *(block for saying in post.more for block in saying.blocks)]


def _file_text(post: Handmade, posts: Sequence[Handmade]) -> str:
    def linked(link: Link) -> str:
        return f"[{link.text}]({_beside(post, posts, link)})"

    return f"{_head(post)}{_text(_all_blocks(post), _as_file, linked)}\n"


def _text(
    blocks: Iterable[Block], shown: Callable[[Shot], str], linked: Callable[[Link], str]
) -> str:
    lines = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
        else:
            lines.append(shown(block) if isinstance(block, Shot) else linked(block))
    return "\n\n".join(lines)


def _as_file(shot: Shot) -> str:
    return f"![{shot.alt}](pictures/{shot.name})"


def _beside(post: Handmade, posts: Sequence[Handmade], link: Link) -> str:
    """The other post's file, seen from this one's; both lie in a year's folder."""
    path = posts[link.position].path
    year, _, name = path.partition("/")
    return name if post.path.startswith(f"{year}/") else f"../{path}"


def _head(post: Handmade) -> str:
    """What the file begins with: front matter, or the title as a heading."""
    if not post.front:
        return f"# {post.file_title}\n\n"
    lines = [f"title: {json.dumps(post.file_title, ensure_ascii=False)}", f"date: {post.day}"]
    if post.kind == "discussion":
        lines += ["target: discussion", f"category: {post.category}"]
    if post.in_file and post.labels:
        lines.append(f"labels: [{', '.join(post.labels)}]")
    return "---\n" + "\n".join(lines) + "\n---\n\n"
