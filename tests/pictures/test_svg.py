"""Drawings that run something, or fetch something, are refused with the line."""

from __future__ import annotations

import pytest

from ghblog.pictures import PictureKind, Problem, inspect

HEAD = (
    '<?xml version="1.0"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
)
HINT = "export it as plain SVG without that, or as PNG"
OUTSIDE = "a reference to something outside of it ({})"


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "a script"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "a script"),
        ('<g onload="alert(1)"/>', "an event handler (onload)"),
        ('<g OnClick="alert(1)"/>', "an event handler (onclick)"),
        ("<foreignObject><b/></foreignObject>", "a <foreignObject>"),
        ('<a href="java&#10;script:alert(1)"/>', "a script"),
        ('<set attributeName="xlink:href" to="x"/>', "an animated reference"),
        ('<animate values="javascript:alert(1)"/>', "a script"),
        ('<image href="https://e.example/a.png"/>', OUTSIDE.format("https://e.example/a.png")),
        ('<image xlink:href="//e.example/a"/>', OUTSIDE.format("//e.example/a")),
        ('<use href="other.svg#a"/>', OUTSIDE.format("other.svg#a")),
        ('<use href="data:text/html,x"/>', OUTSIDE.format("data:text/html,x")),
        ("<g style=\"fill: url( 'http://e.example/x' )\"/>", OUTSIDE.format("http://e.example/x")),
        ('<g fill="u\\72l(http://e.example/x)"/>', OUTSIDE.format("http://e.example/x")),
        ("<style>@im/**/port 'x.css';</style>", "a style sheet from elsewhere"),
        ("<style>g { fill: url(http://x) }</style>", OUTSIDE.format("http://x")),
        ("<?xml-stylesheet href='x.css'?>", "a style sheet from elsewhere"),
    ],
)
def test_a_drawing_that_runs_or_fetches_something_is_refused(inside: str, what: str) -> None:
    assert inspect(f"{HEAD}<g/>\n{inside}\n</svg>".encode()) == Problem(
        f"is an SVG picture with {what} in its line 4", HINT
    )


def test_a_style_sheet_before_the_drawing_is_found_too() -> None:
    data = b'<?xml version="1.0"?>\n<?xml-stylesheet href="http://x/y.css"?>\n<svg/>'
    problem = inspect(data)
    assert isinstance(problem, Problem)
    assert "a style sheet from elsewhere in its line 2" in problem.message


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#a"/>',
        '<g style="fill:url(#b)" clip-path="url(#c)"/>',
        '<image xlink:href="data:image/png;base64,AAAA"/>',
        "<style>@font-face { src: url(data:font/woff2;base64,AA) }</style>",
        '<a href="https://e.example/"><text>a link</text></a>',
        "<text>@import url(http://x) javascript: onload=</text>",
        '<g aria-label="about javascript: and more"/>',
        '<metadata><w xmlns="http://purl.org" resource="http://purl.org/StillImage"/></metadata>',
        "<!-- <script/> -->",
        "<title><![CDATA[<script>]]></title>",
    ],
)
def test_an_ordinary_drawing_is_published(inside: str) -> None:
    assert isinstance(inspect(f"{HEAD}{inside}</svg>".encode()), PictureKind)


def test_a_drawing_in_utf_16_is_searched_as_well() -> None:
    text = f"{HEAD}<script/></svg>".replace(' version="1.0"', ' version="1.0" encoding="utf-16"')
    problem = inspect(text.encode("utf-16"))
    assert isinstance(problem, Problem)
    assert "a script" in problem.message
