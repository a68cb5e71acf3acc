"""Every link of the documentation leads somewhere, and every page is led to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from docs.pages import PAGES, READMES, ROOT, links, named, read

from ghblog.markdown.github import page as rendered
from ghblog.render import page_html

OUTSIDE = re.compile(r"[a-z]+:")


@cache
def anchors(page: Path) -> frozenset[str]:
    """GitHub's names of a page's headings."""
    html = page_html(read(page), hard_breaks=False)
    return frozenset(re.findall(r'<h\d id="user-content-([^"]+)"', html))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_to_a_file_or_a_heading(page: Path) -> None:
    dead = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if OUTSIDE.match(link):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target.resolve())):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_link_lost_its_definition(page: Path) -> None:
    assert re.findall(r"\]\[\w", re.sub(r"<[^>]+>|`[^`]*`", "", rendered(read(page)))) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_what_is_outside_is_reached_by_https(page: Path) -> None:
    outside = [link for link in links(page) if OUTSIDE.match(link)]
    assert [link for link in outside if not link.startswith(("https://", "http://127.0.0.1"))] == []


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_every_page_can_be_reached_from_the_readme(readme: Path) -> None:
    reached, waiting = set[Path](), [readme]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        below = {(page.parent / link.partition("#")[0]).resolve() for link in links(page)}
        waiting += [other for other in below if other in PAGES and other not in reached]
    assert {named(page) for page in set(PAGES) - reached} == set()


def test_every_picture_of_the_documentation_is_shown_somewhere() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    kept = set((ROOT / "docs").rglob("*.png"))
    assert {path.name for path in kept - shown} == set()
