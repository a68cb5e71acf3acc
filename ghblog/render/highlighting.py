"""Code in colours: Pygments finds out what is what, and GitHub's languages are asked for by
linguist's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from time import monotonic
from typing import TYPE_CHECKING

from ghblog.render.walking import escape

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Some lexers need time by the square of a line, of blank lines in a row, or of the whole: what is
# longer stays plain, and so does what takes longer, as on GitHub.
LONGEST = 50_000
SECONDS = 1.0
_SLOW = re.compile(r"[^\n]{2000}|^(?:[ \t]*+\n){60}", re.MULTILINE)
# Names that linguist knows and Pygments does not, or takes for something else.
_NAMES = {
    "vb": "vbnet",
    "vba": "vbnet",
    "visual basic .net": "vbnet",
    "emacs lisp": "elisp",
    "viml": "vim",
    "vimscript": "vim",
    "jsonl": "json",
    "jsonc": "json",
    "json with comments": "json",
    "ndjson": "json",
    "geojson": "json",
    "topojson": "json",
    "webmanifest": "json",
    "mdx": "markdown",
    "rmarkdown": "markdown",
    "svelte": "html",
    "xhtml": "html",
    "svg": "xml",
    "rss": "xml",
    "plist": "xml",
    "wxml": "xml",
    "wxss": "css",
    "postcss": "css",
    "pcss": "css",
    "stylus": "sass",
    "styl": "sass",
    "proto3": "protobuf",
    "containerfile": "dockerfile",
    "gitconfig": "ini",
    "editorconfig": "ini",
    "java-properties": "properties",
    "dotenv": "bash",
    "env": "bash",
    "batchfile": "batch",
    "shellsession": "console",
    "sh-session": "console",
    "opencl": "c",
    "h": "c",
    "cc": "cpp",
    "hpp": "cpp",
    "hh": "cpp",
    "ipython": "python",
    "kt": "kotlin",
    "kts": "kotlin",
    "gradle": "groovy",
    "jinja2": "jinja",
    "commonlisp": "common-lisp",
    "assembly": "nasm",
    "asm": "nasm",
    "wasm": "wast",
    "webassembly": "wast",
    "hack": "php",
    "blade": "html+php",
    "mustache": "handlebars",
    "freemarker": "html",
    "razor": "html",
    "plsql": "sql",
    "pgsql": "postgresql",
    "processing": "java",
    "regex": "text",
    "prisma": "graphql",
    "patch": "diff",
    "suggestion": "text",
    "plaintext": "text",
    "txt": "text",
    "mjs": "javascript",
    "cjs": "javascript",
    "gjs": "javascript",
    "mts": "typescript",
    "cts": "typescript",
    "gts": "typescript",
}
# From the narrow to the wide: the first that fits names the class.
_CLASSES = (
    ("Token.Comment.Preproc", "k"),
    ("Token.Comment", "c"),
    ("Token.Keyword.Constant", "m"),
    ("Token.Keyword.Type", "m"),
    ("Token.Keyword", "k"),
    ("Token.Operator", "k"),
    ("Token.Literal.String.Interpol", "m"),
    ("Token.Literal.String.Escape", "m"),
    ("Token.Literal.String", "s"),
    ("Token.Literal", "m"),
    ("Token.Name.Tag", "t"),
    ("Token.Name.Attribute", "m"),
    ("Token.Name.Function", "f"),
    ("Token.Name.Class", "v"),
    ("Token.Name.Decorator", "f"),
    ("Token.Name.Constant", "m"),
    ("Token.Name.Builtin", "m"),
    ("Token.Name.Exception", "v"),
    ("Token.Name.Variable", "v"),
    ("Token.Generic.Deleted", "gd"),
    ("Token.Generic.Inserted", "gi"),
    ("Token.Generic.Heading", "gh"),
    ("Token.Generic.Subheading", "gu"),
    ("Token.Generic.Emph", "ge"),
    ("Token.Generic.Strong", "gs"),
    ("Token.Generic.Prompt", "c"),
)


def highlighted(code: str, language: str) -> str:
    """HTML of code, whose text is the code.

    Args:
        code: any text.
        language: as typed behind the fence; unknown ones leave the code plain.
    """
    lexer = _lexer(language.lower())
    if lexer is None or len(code) > LONGEST or _SLOW.search(code):
        return escape(code)
    pieces = list(_pieces(lexer, code))
    if "".join(text for _, text in pieces) != code:  # out of time, or white space was dropped
        return escape(code)
    return "".join(_spans(pieces))


def is_known(language: str) -> bool:
    """Whether there are colours for a language."""
    return _lexer(language.lower()) is not None


def _pieces(lexer: Lexer, code: str) -> Iterator[tuple[str, str]]:
    end = monotonic() + SECONDS
    for kind, text in lexer.get_tokens(code):
        yield _class_of(str(kind)), text
        if monotonic() > end:
            return


def _spans(pieces: list[tuple[str, str]]) -> Iterator[str]:
    for kind, group in groupby(pieces, itemgetter(0)):
        text = escape("".join(piece for _, piece in group))
        yield f'<span class="hl-{kind}">{text}</span>' if kind and text.strip() else text


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(_NAMES.get(language, language), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _class_of(kind: str) -> str:
    return next((name for prefix, name in _CLASSES if kind.startswith(prefix)), "")
