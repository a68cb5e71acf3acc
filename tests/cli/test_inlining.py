"""A style sheet in the elements that it is for."""

from __future__ import annotations

import re

import pytest

from ghblog.inlining import inlined
from ghblog.render import Place, issue_page, style_sheet

CSS = """
/* a comment { with: braces } */
.root { --fg: #111; --soft: var(--fg); color: var(--fg); font-family: "A B", serif; }
@media (prefers-color-scheme: dark) { .root { --fg: #eee; } }
.root :is(h1, h2) { margin: 1em; }
.root h2 { margin: 2em; }
.root .note { --kind: red; border: 1px solid var(--kind); }
.root .note p { color: var(--kind); }
.root ul ul { margin: 0; }
.root a:hover, .root li > p, .root p::before { color: hotpink; }
.root p.big { font-size: 2em; }
.root p { font-size: 1em; color: var(--nowhere); }
.root td, .root th { padding: 1px; }
"""


def made(inner: str) -> str:
    return inlined(f'<div class="root">{inner}</div>', CSS).partition(">")[2].removesuffix("</div>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>a</h1>", '<h1 style="margin:1em">a</h1>'),
        ("<h2>a</h2>", '<h2 style="margin:2em">a</h2>'),
        ("<i>a</i>", "<i>a</i>"),
        ('<p class="big">a</p>', '<p class="big" style="font-size:2em">a</p>'),
        (
            '<b class="note"><p>a</p></b>',
            '<b class="note" style="border:1px solid red">'
            '<p style="font-size:1em;color:red">a</p></b>',
        ),
        ("<ul><li><ul></ul></li></ul>", '<ul><li><ul style="margin:0"></ul></li></ul>'),
        ("<ul></ul><ul></ul>", "<ul></ul><ul></ul>"),
        ('<th style="text-align:left">a</th>', '<th style="padding:1px;text-align:left">a</th>'),
        ('<img alt="a > b"><p>a</p>', '<img alt="a > b"><p style="font-size:1em">a</p>'),
        ("<br><br/><h1>x</h1>", '<br><br/><h1 style="margin:1em">x</h1>'),
        ("a &lt;p&gt; b", "a &lt;p&gt; b"),
    ],
)
def test_each_element_gets_what_a_browser_would_give_it(html: str, expected: str) -> None:
    assert made(html) == expected


def test_the_root_gets_the_light_colours_and_quotes_that_do_not_end_the_attribute() -> None:
    root = inlined('<div class="root"></div>', CSS)
    assert root == """<div class="root" style="color:#111;font-family:'A B', serif"></div>"""


def test_nothing_but_style_is_added_to_a_page() -> None:
    text = """\
# 标题

> [!NOTE]
> 注意 `code` **完成✅**然后

- [x] a
  1. b

| a | b |
| :-- | --: |
| 1 | ![x](https://example.com/x.png) |

```python
def f(): return "<p>"
```

$$x^2$$ 脚注[^1] <details><summary>s</summary>t</details>

[^1]: 注
"""
    html = f'<article class="markdown-body">{issue_page(text, Place(repository="a/b"))}</article>'
    done = inlined(html, style_sheet())
    assert bare(done) == bare(html)
    assert len(done) > len(html)
    assert "var(" not in done


def bare(html: str) -> str:
    return re.sub(r"\s+(/?>)", r"\1", re.sub(r'\sstyle="[^"]*"', "", html))
