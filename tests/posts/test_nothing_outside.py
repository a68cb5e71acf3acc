"""Security: whatever a post says, nothing outside of the blog's folder is read or named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pictures.filming import film
from posts.blogging import NOW, Blog, png

from ghblog.posts import DiskFiles, build_document, read_posts


class Spy(DiskFiles):
    """Notes the real places of what is read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.seen: set[Path] = set()

    def read(self, path: str) -> bytes:
        data = super().read(path)
        self.seen.add((self.root / path).resolve())
        return data


@pytest.fixture
def trapped(blog: Blog) -> Blog:
    """Secrets beside the blog, and links to them in it."""
    outside = blog.root.parent
    for name, data in (("s.png", png()), ("s.mp4", film()), ("s.md", b"secret"), ("s.txt", b"s")):
        (outside / name).write_bytes(data)
        (blog.root / f"link-{name}").symlink_to(outside / name)
    (blog.root / "up").symlink_to(outside)
    blog.write("posts/good.md", "text")
    return blog


TARGETS = ["../../s.{}", "../../../../../../etc/passwd", "..%2f..%2fs.{}", "../link-s.{}"]
TARGETS += ["/link-s.{}", "../up/s.{}", "file:///etc/passwd", "file://localhost{outside}/s.{}"]
TARGETS += ["{outside}/s.{}", r"..\..\s.{}", "/../s.{}", "%2e%2e/%2e%2e/s.{}", "~/s.{}"]
FORMS = {
    "png": ["![]({})", "![x](<{}>)", "![[{}]]", "<img src='{}' style='zoom:50%'>", "![]({} =9x)"],
    "mp4": ["![]({})", "![[{}]]", "<video src='{}'></video>", "[x]({})", "[s.mp4]({})"],
    "md": ["[x]({})", "[[{}]]", "![[{}]]", "<a href='{}'>x</a>", "[x]: {}\n\n[x]"],
    "txt": ["[x]({})", "[[{}]]", '{{{{< figure src="{}" >}}}}', "<source src='{}'>"],
}


@pytest.mark.parametrize("root_url", ["", "../../", "..", "{outside}", "/", "file:///"])
@pytest.mark.parametrize("kind", list(FORMS))
def test_no_way_of_writing_reaches_out(trapped: Blog, kind: str, root_url: str) -> None:
    outside = str(trapped.root.parent)
    settings = {"attachmentFolderPath": "../.."}
    trapped.write(".obsidian/app.json", json.dumps(settings))
    head = f"---\ntitle: x\ntypora-root-url: {root_url.format(outside=outside)}\n---\n"
    number = 0
    for form in FORMS[kind]:
        for target in TARGETS:
            number += 1
            place = target.replace("{outside}", outside).replace("{}", kind)
            trapped.write(f"posts/p{number}.md", head + "\n" + form.format(place) + "\n")
    spy = Spy(trapped.root)
    posts, refusals = read_posts(spy, trapped.settings, now=NOW, first_commits=dict)
    for post in posts:
        assert all("s.mp4" not in one.path and "s.png" not in one.path for one in post.pictures)
        assert not any(".." in link or link.startswith("post:/") for link in post.links)
        build_document(spy, trapped.settings, post)
    assert len(posts) + len({refusal.path for refusal in refusals}) == number + 2
    assert all(place.is_relative_to(trapped.root.resolve()) for place in spy.seen)


@pytest.mark.parametrize(
    "folder", ["../..", "/..", "./../..", "/etc", "..", "{outside}", "up", r"..\.."]
)
def test_an_attachment_folder_outside_is_none(trapped: Blog, folder: str) -> None:
    value = folder.format(outside=trapped.root.parent)
    trapped.write(".obsidian/app.json", json.dumps({"attachmentFolderPath": value}))
    refusal = trapped.refusal("![[s.png]]")
    assert refusal.code == "missing-embed"


def test_settings_of_obsidian_that_are_a_link_out_are_not_read(trapped: Blog) -> None:
    (trapped.root.parent / "app.json").write_text('{"attachmentFolderPath": "assets"}')
    (trapped.root / ".obsidian").mkdir()
    (trapped.root / ".obsidian/app.json").symlink_to(trapped.root.parent / "app.json")
    for folder in ("assets", "x"):
        trapped.write(f"{folder}/a.png", png())
    assert trapped.refusal("![[a.png]]").code == "ambiguous-embed"
