"""Real posts (with `--corpus=DIR`): their pages show what cmark-gfm's own show."""

from __future__ import annotations

from pathlib import Path

import pytest
from render.outline import expected, found
from render.strict import dangers

from ghblog.render import Place, file_page, issue_page

PLACE = Place(repository="writer/weekly")


def test_text_and_blocks_are_those_of_cmark_gfm(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: list[str] = []
    posts = sorted(corpus.rglob("*.md"))
    for path in posts:
        text = path.read_bytes().decode("utf-8", "replace")
        issue, file = issue_page(text, PLACE), file_page(text, PLACE)
        same = found(issue) == expected(text, hard_breaks=True)
        same = same and found(file) == expected(text, hard_breaks=False)
        if not same or dangers(issue) or dangers(file):
            wrong.append(str(path.relative_to(corpus)))
    with capsys.disabled():
        print(f"\n{len(posts) - len(wrong)} of {len(posts)} posts show the same")
    assert wrong == []
