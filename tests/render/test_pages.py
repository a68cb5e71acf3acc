"""Pages as GitHub's readers see them."""

from __future__ import annotations

import pytest

from ghblog.render import live_comments, page_html


def test_issues_break_lines_and_files_do_not() -> None:
    assert page_html("a\nb", hard_breaks=True) == "<p>a<br>\nb</p>\n"
    assert page_html("a\nb", hard_breaks=False) == "<p>a\nb</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b onclick=x>a</b>", "<p><b>a</b></p>\n"),
        ("<a href='javascript:x'>a</a>", '<p><a rel="nofollow">a</a></p>\n'),
        ("![a](data:image/png;base64,x)", '<p><img alt="a"></p>\n'),
        ("a <!-- b --> c", "<p>a  c</p>\n"),
        ("<b style='color: red' class='x'>a</b>", "<p><b>a</b></p>\n"),
        ("<form><input type=text></form>", "\n"),
    ],
)
def test_what_github_takes_out_is_taken_out(text: str, html: str) -> None:
    assert page_html(text, hard_breaks=False) == html


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<style>p {}</style>", "<svg/onload=x>", "<object>"]
)
def test_no_script_or_style_comes_through(text: str) -> None:
    html = page_html(text, hard_breaks=False)
    assert not any(f"<{name}" in html for name in ("script", "style", "svg", "object"))


def test_pictures_films_tables_and_tasks_stay() -> None:
    text = (
        '<picture><source srcset="a.png 2x"><img src="b.png" width="5"></picture>\n\n'
        '<video src="c.mp4" controls></video>\n\n| a |\n|:-:|\n| b |\n\n- [x] c\n'
    )
    html = page_html(text, hard_breaks=False)
    assert '<source srcset="a.png 2x"><img src="b.png" width="5">' in html
    assert '<video src="c.mp4" controls="">' in html
    assert '<td align="center">b</td>' in html
    assert '<li class="task-list-item"><input type="checkbox"' in html
    assert 'aria-label="Completed task" checked=""> c' in html


def test_headings_can_be_linked_to_as_on_github() -> None:
    text = "# 第一周: *A* `b_c`!\n\n## Same\n\n## Same\n\n[up](#same)\n"
    html = page_html(text, hard_breaks=False)
    assert '<h1 id="user-content-第一周-a-b_c">' in html
    assert '<h2 id="user-content-same">' in html
    assert '<h2 id="user-content-same-1">' in html
    assert 'href="#user-content-same"' in html


def test_footnotes_lead_there_and_back() -> None:
    html = page_html("a[^1]\n\n[^1]: b\n", hard_breaks=False)
    for name in ("fn-1", "fnref-1"):
        assert f'id="user-content-{name}"' in html
        assert f'href="#user-content-{name}"' in html


def test_a_quote_that_begins_with_a_kind_is_an_alert() -> None:
    html = page_html("> [!WARNING]\n> a\n>\n> > [!NOTE]\n> > b\n\n> c\n", hard_breaks=True)
    assert html.startswith(
        '<div class="markdown-alert markdown-alert-warning">\n'
        '<p class="markdown-alert-title" data-source="[!WARNING]\n">Warning</p>\n'
        "<p>a</p>\n<blockquote>\n<p>[!NOTE]"
    )
    assert html.endswith("</blockquote>\n</div>\n<blockquote>\n<p>c</p>\n</blockquote>\n")


def test_index_pages_can_ask_which_comments_are_real() -> None:
    assert live_comments("`<!-- a -->`\n\n<!-- a -->", "a") == ((14, 24),)
