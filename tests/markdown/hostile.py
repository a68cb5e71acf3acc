"""Documents put together from the nasty bits of Markdown and HTML."""

from __future__ import annotations

# ruff: noqa: E501, Q003 (one long table of things typed)
from hypothesis import strategies as st

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
