r"""Formulas in texts: where a dollar begins one.

Sources: GitHub's “Writing mathematical expressions”, and what people found out, in github/markup:
`$` opens behind white space, `(` or nothing, and closes before no letter or digit (#1742, and
go-gitea/gitea#31420); no line may end within; Markdown comes first and halves `\\`, but at the end
of a line GitHub protects it (#1547). Before `` $`…`$ `` there may be anything but a letter (#1742).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ghblog.render.formulas import display, inline
from ghblog.render.walking import escape, name, split, unescape

_OUTSIDE = frozenset(("a", "pre", "code", "tt", "svg", "math"))
# Stands for `<br>`: no page has one, since browsers and cmark-gfm replace it.
_BREAK = "\x00"
_FORMULA = re.compile(
    r"\$\$(?P<display>(?=[\s\x00]*+[^$])[^$]++)\$\$"
    r"|(?:(?<=[ \t\n\r\f\x00(])|(?<!.))\$(?![\s\x00])(?P<inline>[^$\n\r\x00]++)(?<!\s)\$"
    r"(?![A-Za-z0-9_$])",
    re.DOTALL,
)
_LINE_END = re.compile(r"(?<!\\)\\(?=\s*\n)")
_LETTER = re.compile(r"[A-Za-z]\$\Z")


def with_math(html: str) -> str:
    """The page with its formulas as MathML."""
    if "$" not in html:
        return html
    tokens = _with_quoted(split(html))
    for run in list(_runs(tokens)):
        text = "".join(_BREAK if tokens[at] == "<br>" else unescape(tokens[at]) for at in run)
        if text.count("$") > 1 and _FORMULA.search(text):
            tokens[run[0]] = "".join(_shown(text))
            for at in run[1:]:
                tokens[at] = ""
    return "".join(tokens)


def _with_quoted(tokens: list[str]) -> list[str]:
    """The tokens with `` $`…`$ `` as formulas."""
    for position in range(1, len(tokens) - 3):
        before, code, tex, end, after = tokens[position - 1 : position + 4]
        if code != "<code>" or end != "</code>" or not before.endswith("$"):
            continue
        if after.startswith("$") and not _LETTER.search(before) and not before.startswith("<"):
            formula = inline(unescape(tex), f"$`{unescape(tex)}`$")
            tokens[position - 1], tokens[position + 3] = before[:-1], after[1:]
            # a tag as far as the runs are concerned
            tokens[position : position + 3] = [formula, "", ""]
    return tokens


def _runs(tokens: list[str]) -> Iterator[list[int]]:
    """Texts that follow each other with nothing but line breaks between them, as positions."""
    run: list[int] = []
    depth = 0
    for position, token in enumerate(tokens):
        called = name(token)
        if depth == 0 and token and (not called or called == "br"):
            run.append(position)
            continue
        if not token:
            continue
        if run:
            yield run
            run = []
        depth += (called in _OUTSIDE) - (called[1:] in _OUTSIDE and called.startswith("/"))
    if run:
        yield run


def _shown(text: str) -> Iterator[str]:
    position = 0
    for match in _FORMULA.finditer(text):
        yield _plain(text[position : match.start()])
        position = match.end()
        source = match[0].replace(_BREAK, "")
        if match["inline"]:
            yield inline(match["inline"], source)
        else:
            tex = _LINE_END.sub(r"\\\\", match["display"].replace(_BREAK, ""))
            yield display(tex, source)
    yield _plain(text[position:])


def _plain(text: str) -> str:
    return escape(text).replace(_BREAK, "<br>")
