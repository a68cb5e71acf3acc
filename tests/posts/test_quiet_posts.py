"""Mentions and backlinks: what is sent, what is counted, and what the writer is told."""

from __future__ import annotations

import pytest
from posts.blogging import Blog

from ghblog.model import Severity

TEXT = """# T

Thanks @alice, @bob and @alice; see rust-lang/rust#12.

`@code` and me@example.com and @octo
"""


def test_nobody_is_notified_and_the_counts_say_so(blog: Blog) -> None:
    post = blog.post(TEXT)
    assert (post.mentions, post.backlinks, post.silenced) == (0, 1, 2)
    sent = blog.sent(TEXT)
    assert "@&#8203;alice, @&#8203;bob and @&#8203;alice" in sent
    assert "`@code` and me@example.com and @octo" in sent


def test_backlinks_are_quieted_if_the_settings_say_so(blog: Blog) -> None:
    blog.set(backlinks="quiet", mentions="keep")
    post = blog.post(TEXT)
    assert (post.mentions, post.backlinks, post.silenced) == (2, 0, 1)
    assert "[rust-lang/rust#12](https://redirect.github.com/rust-lang/rust/issues/12)" in (
        blog.sent(TEXT)
    )


def test_who_may_be_notified_is_not_counted(blog: Blog) -> None:
    blog.set(allow_mentions=("Alice",))
    post = blog.post(TEXT)
    assert (post.mentions, post.silenced) == (0, 1)
    assert "@alice, @&#8203;bob and @alice" in blog.sent(TEXT)


def test_findings_are_one_a_line_with_the_files_lines(blog: Blog) -> None:
    quiet = blog.findings("---\nid: x\n---\n" + TEXT)
    assert [(each.line, each.code, each.severity) for each in quiet] == [
        (6, "backlink", Severity.INFO),
        (6, "mention", Severity.INFO),
    ]
    assert "@alice, @bob" in quiet[1].message
    blog.set(mentions="keep")
    kept = [each for each in blog.findings(TEXT) if each.code == "mention"]
    assert [(each.line, each.severity) for each in kept] == [(3, Severity.WARNING)]
    assert "@alice, @bob" in kept[0].message


def test_words_that_close_an_issue_are_told(blog: Blog) -> None:
    assert blog.told("This fixes #12 at last.") == ["1 closing"]
    assert blog.told("Only #12 at last.") == ["1 own-reference"]


def test_what_the_settings_change_in_the_text_changes_the_inputs_and_nothing_else_does(
    blog: Blog,
) -> None:
    with_mention, without = blog.post(TEXT), blog.post("text", "posts/b.md")
    blog.set(mentions="keep")
    assert blog.post(TEXT).inputs != with_mention.inputs
    assert blog.post("text", "posts/b.md").inputs == without.inputs


def test_a_post_with_nothing_of_it_is_sent_as_it_is(blog: Blog) -> None:
    text = "# T\r\n\r\nA *line* with C# and a@b.c\r\n\r\n`@x`"
    assert blog.sent(text) == "\r\nA *line* with C# and a@b.c\r\n\r\n`@x`"


@pytest.mark.parametrize(
    "text",
    [
        "<div>&#64bob</div>",
        "<div>&#x40zoe</div>",
        "> <pre>\n\n@bob",
        "- <pre>\n\n@bob",
        "<div><pre></div>@bob</pre>",
        "<table><tr><td><pre>x<td>@bob</table>",
        "text <code>\n\n@bob</code>",
        "<a href=x>https://example.org @bob</a>",
        "[x <a href=2>u</a> @bob](1)",
    ],
)
def test_html_that_ends_sooner_than_it_looks_hides_nobody(blog: Blog, text: str) -> None:
    assert blog.post(text).silenced == 1
    assert "&#8203;" in blog.sent(text)


@pytest.mark.parametrize("text", ["<pre>\n\n@bob\n\n</pre>", "<pre><p>@bob</pre>"])
def test_a_mention_in_code_stays_as_it_is(blog: Blog, text: str) -> None:
    assert blog.sent(text) == text


def test_a_character_by_its_number_stays_one(blog: Blog) -> None:
    blog.set(backlinks="quiet")
    assert blog.sent("<div>&#65 and #12</div>") == "<div>&#65 and #&#8203;12</div>"
