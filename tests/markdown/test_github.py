"""cmark-gfm runs as GitHub runs it, and gives its memory back."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ghblog.markdown.github import RENDERER, page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "~~a~~ https://x.org\n",
            '<p><del>a</del> <a href="https://x.org">https://x.org</a></p>\n',
        ),
        ("<b>a</b> <script>\n", "<p><b>a</b> &lt;script></p>\n"),
        ("```python\na\n```\n", '<pre lang="python"><code>a\n</code></pre>\n'),
        ("![x](图 1.png)\n", "<p>![x](图 1.png)</p>\n"),
    ],
)
def test_pages_are_github_s(text: str, html: str) -> None:
    assert page(text) == html


def test_tables_tasks_and_footnotes_are_on() -> None:
    html = page("| a |\n|---|\n| b |\n\n- [x] c[^1]\n\n[^1]: d\n")
    assert "<table>" in html
    assert '<input type="checkbox"' in html
    assert 'class="footnotes"' in html


def test_single_line_breaks_count_only_when_asked() -> None:
    assert page("a\nb") == "<p>a\nb</p>\n"
    assert page("a\nb", hard_breaks=True) == "<p>a<br />\nb</p>\n"


def test_positions_are_given_when_asked() -> None:
    assert page("\n# a", positions=True).startswith('<h1 data-sourcepos="2:')


def test_nul_bom_and_lone_surrogates_do_no_harm() -> None:
    assert page("\ufeffa\0b\ud800") == "<p>a\ufffdb?</p>\n"


def test_the_renderer_s_name_says_its_version() -> None:
    assert RENDERER.startswith("cmarkgfm 20")


def test_importing_the_room_loads_no_parser() -> None:
    code = (
        "import sys, ghblog.markdown.references, ghblog.markdown.dialect, ghblog.markdown.headings,"
        " ghblog.markdown.comments, ghblog.render;"
        "sys.exit(bool({'cmarkgfm', 'mistune', 'nh3'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
