"""Nasty documents, and what must hold for each of them: the tests try some, the benchmark thousands.

Every check raises AssertionError for a document for which it does not hold.
"""

# ruff: noqa: E501, Q003 (the tables hold things as people type them)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ghblog.markdown.dialects import Several, turn
from ghblog.markdown.github import page
from ghblog.markdown.hazards import Hazard, HazardKind, find_hazards, hush
from ghblog.markdown.html import Kind, read, unescape
from ghblog.markdown.places import places
from ghblog.markdown.probe import Probe
from ghblog.markdown.references import Reference, RewriteError, find_references, rewrite
from ghblog.markdown.swapping import Chain, Swapped
from ghblog.model import Settings

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

HAZARDS = (
    "@bob", "@org/team", "你好@bob", "\\@esc", "&#64;ent", "@&#98;ob", "@", "@@", "@b-", "@a_b", "@me", "a@b.c",
    "用户@qq.com", "#12", "#", "12", "\\#3", "&#35;4", "&num;5", "GH-6", "gh-", "fixes #7", "closes ", "C#8",
    "o/r#9", "my_r/x_y#1", "fork#2", "me/weekly#3", "o/r@0123abc", "o/", "/r", "r#4", "#5@bob", "&#", "&",
    "https://github.com/o/r/issues/1", "<https://github.com/o/r/pull/2>", "https://", "github.com/o/r/issues/3",
    "[x](https://github.com/o/r/discussions/4)", "[y][y]", "[y]: https://github.com/o/r/issues/5\n", "[@bob]",
    "[@bob]: a.md\n", "[^@bob]", "[#12]", "<a href='https://github.com/o/r/commit/0123abc'>", "<a name=x>",
    "<code>", "</code>", "<tt>", "</tt>", "<p>@bob #1 o/r#2</p>\n", "![https://github.com/o/r/pull/6](@bob)",
    "<@bob>", "</@bob", "<img alt=@bob>", "&#8203;", "\u200b", "redirect.", "https://github.com/me/weekly/pull/7",
)  # fmt: skip

DIALECTS = (
    "![[a.png]]", "![[a.png|300]]", "![[two.png]]", "![[none.png]]", "![[post]]", "![[v.mp4]]", "[[post]]", "[[post|文 @bob]]",
    "[[post#a b]]", "[[none]]", "[[#h]]", "[[1]](u)", "[[", "]]", "%%", "%%private @bob%%", "%%\nprivate #1\n\n", "\n%%\n",
    "> [!NOTE]\n", "> [!info]+ 标题 @bob\n> ", "[!tip]", "<img src=\"a.png\" style=\"zoom:50%\">", "![](a.png =500x)", "![x](b.png =1x2)",
    "![x](a.png){width=50%}", "![x](a b.png)", "![图](图 1.png)", "{{< figure src=\"/a.png\" title=\"t\" >}}", "{{<", "[TOC]\n",
    "==x==", "![f](v.mp4)", "![f](v.mp4)\n\n",
)  # fmt: skip

URL = "ab/:?&=;#%,.()[]<>'\"|\\ _*~`!图"


class Drawer:
    """A vault that knows a few files."""

    def embed(self, name: str) -> str | Several | None:
        """A picture by name."""
        if name == "two.png":
            return Several(("x/two.png", "y/two.png"))
        return f"img/{name}" if name in {"a.png", "v.mp4"} else None

    def note(self, name: str) -> str | Several | None:
        """A post by name."""
        return "../my posts/post.md" if name.removesuffix(".md") == "post" else None

    def exists(self, destination: str) -> bool:
        """Those whose names have something odd."""
        return destination in {"a.png", "b.png", "a b.png", "图 1.png", "v.mp4"}

    def width(self, destination: str) -> int:
        """Of one it is known."""
        return 400 if destination == "a.png" else 0


def check_references(text: str) -> None:
    """Every picture that the page shows is found."""
    found = find_references(text)
    assert all(text[each.start : each.end] == each.raw for each in found)
    assert list(found) == sorted(found, key=lambda each: each.start)
    html = page(text)
    urls = {each.url for each in found if each.image}
    shown = {unescape(html[each.start : each.end]) for each in places(html) if each.image}
    # An attribute that the writer never closed ends somewhere in the page's own tags.
    assert {url for url in shown if not set(url) & set("<\n")} <= urls


def check_rewriting(text: str, url: str) -> bool:
    """The page differs in the mapped URLs alone, and so does the text.

    Returns:
        False if it was refused, which it may be only where cmark-gfm shows what is typed once in
        two places: what only began like a definition's title is also its title.
    """
    references = find_references(text)
    new = [f"{url}{n}" for n in range(len(references))]
    pairs = list(zip(references, new, strict=True))
    try:
        result = rewrite(text, [(each.start, each.end, to, each.bare) for each, to in pairs])
    except RewriteError:
        assert any(is_shown_twice(text, each) for each in references)
        return False

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
    return True


def is_shown_twice(text: str, reference: Reference) -> bool:
    """Whether the page has this destination in a URL and in a title."""
    probe = Probe(text)
    html = probe.page_with([(reference.start, probe.head(0))])
    if html is None:
        return False
    found = probe.places(html) or {}
    return html.count(probe.head(0)) > len(found.get(0, ())) > 0


def skeleton(html: str) -> tuple[list[str], str]:
    """A page's URLs, and what is left without them and without quotes."""
    spans = [(each.start, each.end) for each in places(html)]
    edges = [0, *(edge for span in spans for edge in span), len(html)]
    rest = [html[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [html[start:end] for start, end in spans], "\0".join(rest).replace('"', "")


def outside(text: str, references: tuple[Reference, ...]) -> list[str]:
    edges = [0, *(edge for each in references for edge in (each.start, each.end)), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def look(text: str) -> tuple[Hazard, ...]:
    """The hazards of a post in `me/weekly`."""
    return find_hazards(text, repository="me/weekly")


# As GitHub's own filter for mentions was published.
MENTION = re.compile(
    r"(?:^|[^A-Za-z0-9_])@((?>[a-z0-9][a-z0-9-]*))(?!/)(?=\.+[^A-Za-z0-9_]|\.+$|[^0-9a-z_.]|$)",
    re.IGNORECASE | re.MULTILINE,
)


def texts(html: str) -> Iterator[str]:
    """The text nodes that no `code`, `pre`, `tt` or `a` holds, as a simple reader sees them."""
    depth = Counter[str]()
    for piece in read(html):
        if piece.kind is Kind.START:
            depth[piece.name] += 1
        elif piece.kind is Kind.END:
            depth[piece.name] = max(0, depth[piece.name] - 1)
        elif piece.kind is Kind.TEXT and not any(
            depth[name] > 0 for name in ("code", "pre", "tt", "a")
        ):
            yield unescape(html[piece.start : piece.end])


def quiet_page(text: str) -> str:
    """A page without what `hush` may add to it."""
    html = page(text).replace("\u200b", "").replace("&#8203;", "").replace("redirect.", "")
    return re.sub(r'<a href="https://github\.com/[^"]*">([\w./-]+[#@]\w+)</a>', r"\1", html)


def check_hazards(text: str) -> None:
    """Everybody whom GitHub would notify is found."""
    found = look(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    logins = [login for node in texts(page(text)) for login in MENTION.findall(node)]
    mentions = sum(each.kind is HazardKind.MENTION for each in found)
    assert sum(login.rstrip("-").lower() != "me" for login in logins) <= mentions


def check_hushing(text: str) -> int:
    """Hushing changes nothing else and leaves nothing loud; how many it refused."""
    found = look(text)
    hushed = hush(text, found)
    check_bytes(text, hushed)
    assert quiet_page(hushed.text) == quiet_page(text)
    still = [each for each in look(hushed.text) if each.quiet]
    assert len(still) == len(hushed.refused)
    assert set(hushed.refused) <= {each.quiet for each in found}
    return len(hushed.refused)


def check_bytes(text: str, swapped: Swapped) -> None:
    """Nothing but the swaps' pieces differs."""
    parts, position = [], 0
    for each in swapped.done:
        assert position <= each.start <= each.end
        parts += [text[position : each.start], each.new]
        position = each.end
    assert swapped.text == "".join([*parts, text[position:]])


def check_chain(text: str, url: str) -> bool:
    """Dialects turned, hazards hushed, destinations rewritten, one after the other: each step's
    page differs from the one before in the mapped pieces alone, and offsets lead back.

    Returns:
        Whether tokens could show it of the turned pieces; if not, only the text was compared.
    """
    turned = turn(text, Drawer(), Settings(Path()).dialects).swapped
    check_bytes(text, turned)
    shown = check_turned(text, turned)
    hushed = hush(turned.text, look(turned.text))
    check_hushing(turned.text)
    check_rewriting(hushed.text, url)
    chain = Chain(turned, hushed)
    fresh = fresh_offsets(hushed) | {
        n for n in range(len(hushed.text)) if hushed.origin(n) in fresh_offsets(turned)
    }
    last = 0
    for n, character in enumerate(hushed.text):
        origin = chain.origin(n)
        assert n in fresh or text[origin] == character
        assert last <= origin <= len(text)
        last = origin
    return shown


def fresh_offsets(swapped: Swapped) -> set[int]:
    """The offsets in the new text of what was put in."""
    return {n for start, end in new_spans(swapped) for n in range(start, end)}


def new_spans(swapped: Swapped) -> Iterator[tuple[int, int]]:
    """Where the new pieces are in the new text."""
    shift = 0
    for each in swapped.done:
        yield each.start + shift, each.start + shift + len(each.new)
        shift += len(each.new) - (each.end - each.start)


def check_turned(text: str, turned: Swapped) -> bool:
    """What the pages show outside of the swaps' pieces is the same; False if tokens round the
    pieces disturb a page, so that nobody can tell."""
    old = without_pieces(text, [(each.start, each.end) for each in turned.done])
    new = without_pieces(turned.text, list(new_spans(turned)))
    if old is None or new is None:
        return False
    assert new == old
    return True


def without_pieces(text: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """The page without what these pieces of the text show."""
    head, tail = "x9qh", "x9qt"
    if head in text.lower() or tail in text.lower():
        return None
    marked, position = "", 0
    for start, end in spans:
        marked += f"{text[position:start]}{head}{text[start:end]}{tail}"
        position = end
    html = page(marked + text[position:])
    if html.replace(head, "").replace(tail, "") != page(text):
        return None
    return re.sub(f"{head}.*?{tail}", "…", html, flags=re.DOTALL)
