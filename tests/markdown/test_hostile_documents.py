"""What holds for every document, tried on some put together from the nasty bits of Markdown."""

# ruff: noqa: E501, Q003 (the tables hold things as people type them)

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ghblog.markdown.comments import append_comment, live_comments, strip_comment
from ghblog.markdown.dialect import pictures_meant
from ghblog.markdown.github import page
from ghblog.markdown.headings import leading_heading
from ghblog.markdown.html import Kind, read, unescape
from ghblog.markdown.places import places
from ghblog.markdown.references import Reference, find_references, rewrite

BLOCKS = (
    "# ", "## ", "> ", "- ", "1. ", "  ", "    ", "\t", "```\n", "~~~\n", "---\n", "===\n", "* * *\n",
    "| a | b |\n|---|---|\n", "| ", " | ", "|\n", "- [ ] ", "[^1]: ", "<div>\n", "</div>\n",
    "<details><summary>\n", "<br/>\n", "<pre>\n", "</pre>", "\n\n", "\n", "\n\n", "\n", "\r\n", "\r",
)  # fmt: skip
INLINES = (
    "![x](a.png)", "![x](<a b.png>)", "![图](图/片.png \"t\")", "![a](b\\)c.png)", "![a](b(c).png)",
    "![](d.png)", "![Cover]()", "![x](a&amp;b.png)", "![x](a\\|b.png)", "[t](u.md)", "[![n](n.png)](o)",
    "![r][r]", "![r]", "[r]", "[r]: r.png\n", "[r]:\n  r2.png 'T'\n", "[s]: <s t.png>\n", "![s][]",
    "<img src=\"h.png\">", "<IMG SRC='h i.png' alt=x>", "<img src=bare.png>", "<img src=bare.png/>",
    "<picture><source srcset=\"p.png 1x, q.png 2x\"><img src=f.png></picture>", "<a href=\"l.md\">",
    "</a>", "<video poster='v.png' src=w.mp4></video>", "<img src=\"", "<img alt='", "<![](e.png)",
    "![a ![b](c.png) d](e.png)", "<!-- ", " -->", "<!-- ![c](c.png) -->", "`", "``", "`![k](k.png)`",
    "http://example.org/x](y)", "www.example.org", "<http://example.org/z>", "[^1]", "![sp](a b.png)",
    "](", "]:", "](<", "![", "[", "]", "(", ")", "<", ">", "\"", "'", "\\", "&", "&copy", "&#0;", "*",
    "**", "_", "~~", " src=", " href=x", "=", "!", "|", ":", "%", "x", "中文", "🎉", " ", "  ", "\t",
    "\x00", "\ufeff", "\u00a0", "\u3000", "\u2028", "\x0b", "\x0c", "a.png", "x0gb", "<script>", "<?", "?>",
    "<![CDATA[", "]]>", "<!X", "<a b='c' href = \"d.md\" href=e>", "![q](\n> q.png)", "![z](\nz.png\n'T'\n)",
)  # fmt: skip

documents = st.lists(st.sampled_from(BLOCKS + INLINES * 2), max_size=30).map("".join)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(documents)
def test_every_picture_that_the_page_shows_is_found(text: str) -> None:
    found = find_references(text)
    assert all(text[each.start : each.end] == each.raw for each in found)
    assert list(found) == sorted(found, key=lambda each: each.start)
    html = page(text)
    urls = {each.url for each in found if each.image}
    shown = {unescape(html[each.start : each.end]) for each in places(html) if each.image}
    # An attribute that the writer never closed ends somewhere in the page's own tags.
    assert {url for url in shown if not set(url) & set("<\n")} <= urls


def skeleton(html: str) -> tuple[list[str], str]:
    """A page's URLs, and what is left without them and without quotes."""
    spans = [(each.start, each.end) for each in places(html)]
    edges = [0, *(edge for span in spans for edge in span), len(html)]
    rest = [html[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [html[start:end] for start, end in spans], "\0".join(rest).replace('"', "")


def outside(text: str, references: tuple[Reference, ...]) -> list[str]:
    edges = [0, *(edge for each in references for edge in (each.start, each.end)), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


urls = st.text(st.sampled_from("ab/:?&=;#%,.()[]<>'\"|\\ _*~`!图"), max_size=12).map("n{}".format)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(documents, urls)
def test_the_page_differs_in_the_mapped_urls_alone(text: str, url: str) -> None:
    references = find_references(text)
    new = [f"{url}{n}" for n in range(len(references))]
    pairs = list(zip(references, new, strict=True))
    result = rewrite(text, [(each.start, each.end, to, each.bare) for each, to in pairs])

    again = find_references(result)
    kept = [(each.image, each.media) for each in references]
    assert [(each.image, each.media) for each in again] == kept
    before, after = outside(text, references), outside(result, again)
    marks = [each.bare for each in references]
    for n, (old, now) in enumerate(zip(before, after, strict=True)):
        opened = n > 0 and marks[n - 1]
        closes = n < len(marks) and marks[n]
        assert now == '"' * opened + old + '"' * closes
    old_urls, old_rest = skeleton(page(text))
    new_urls, new_rest = skeleton(page(result))
    assert new_rest == old_rest
    written = {each.raw for each in again}
    assert all(now == old or now in written for old, now in zip(old_urls, new_urls, strict=True))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(documents)
def test_a_heading_taken_out_loses_nothing_else(text: str) -> None:
    heading = leading_heading(text)
    if heading is None:
        return
    html = page(text)
    assert html.startswith("<h1>")
    assert heading.title == heading.title.strip() != ""
    if heading.whole:
        rest = text[: heading.start] + text[heading.end :]
        assert page(rest) == html.partition("</h1>\n")[2]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(documents, st.booleans())
def test_a_comment_put_in_is_live_and_comes_out_again(text: str, crlf: bool) -> None:
    ours = "<!-- ghblog: 1 -->"
    marked = append_comment(text, ours)
    (span,) = live_comments(marked, ours)
    assert marked[slice(*span)] == ours
    stripped = strip_comment(marked, "<!-- ghblog:")
    assert stripped is not None
    assert stripped[1] == ours
    assert stripped[0] in (text, text + "\n", text + "\r\n", text + "\r")
    if crlf:  # as browsers save it
        saved = marked.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
        again = strip_comment(saved + "\r\n", "<!-- ghblog:")
        assert again is not None
        assert again[1] == ours


@settings(max_examples=300, derandomize=True, deadline=None)
@given(documents)
def test_what_the_writer_meant_can_be_read_from_anything(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= line <= lines for _target, line in pictures_meant(text))


@settings(max_examples=500, derandomize=True, deadline=None)
@given(st.one_of(documents, st.text(st.sampled_from("<>!-/?= \t\n'\"&;#aA[]é\0"), max_size=60)))
def test_the_tag_reader_reads_anything_from_front_to_back(html: str) -> None:
    position = 0
    for piece in read(html):
        assert position <= piece.start <= piece.end <= len(html)
        position = piece.end if piece.kind is not Kind.COMMENT else piece.start
        for attribute in piece.attributes:
            assert piece.start < attribute.start <= attribute.end < piece.end
            assert unescape(html[attribute.start : attribute.end]) == attribute.value


@settings(max_examples=500, derandomize=True, deadline=None)
@given(documents.map(page))
def test_reading_about_something_leaves_out_only_what_does_not_hold_it(html: str) -> None:
    wanted = [each for each in read(html) if "png" in html[each.start : each.end]]
    quick = [each for each in read(html, about="png") if "png" in html[each.start : each.end]]
    tags = (Kind.START, Kind.COMMENT)
    assert [each for each in quick if each.kind in tags] == [
        each for each in wanted if each.kind in tags
    ]
