"""HTML is cut into pieces as a browser does it."""

from __future__ import annotations

import pytest

from ghblog.markdown.html import Kind, read, unescape


def pieces(html: str) -> list[str]:
    told = []
    for piece in read(html):
        if piece.kind in (Kind.START, Kind.END):
            slash = "/" if piece.kind is Kind.END else ""
            words = [f"{each.name}={each.value}" for each in piece.attributes]
            told.append(" ".join([f"<{slash}{piece.name}", *words]))
        elif piece.kind is not Kind.OTHER:
            told.append(f"{piece.kind.name.lower()} {html[piece.start : piece.end]}")
    return told


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<b>c</B >d", ["text a", "<b", "text c", "</b", "text d"]),
        ("<IMG SRC='a b' alt=x/>", ["<img src=a b alt=x/"]),
        ('<img\n src = "a>b" src=c>', ["<img src=a>b"]),
        ("<img/src=a/alt>", ["<img src=a/alt"]),
        ("<a href=?a=1&amp;b=2&copy=3>", ["<a href=?a=1&b=2&copy=3"]),
        ("<a =b c>", ["<a =b= c="]),
        ("<![](d.png)>x", ["text x"]),
        ("<![](d.png)", []),
        ("a < b <3", ["text a < b <3"]),
        ("a<b c='d", ["text a"]),
        ("<!-- a > b -->c", ["comment  a > b ", "text c"]),
        ("<!-->a<!--->b", ["comment ", "text a", "comment ", "text b"]),
        ("<!-- a --!>b", ["comment  a ", "text b"]),
        ("<!-- a", ["comment  a"]),
        ("<?php <b> ?>", ["text  ?>"]),
        ("</ a><b>", ["<b"]),
    ],
)  # fmt: skip
def test_tags_comments_and_text_are_told_apart(html: str, expected: list[str]) -> None:
    assert pieces(html) == expected


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("a&amp;b", "a&b"),
        ("&#x56fe;&#22270;", "图图"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("&copy", "©"),
        ("&copy b", "© b"),
        ("&copyright &nothing;", "&copyright &nothing;"),
    ],
)
def test_character_references_are_resolved_as_in_attributes(value: str, meaning: str) -> None:
    assert unescape(value) == meaning
