"""Code in colours: Pygments finds out what is what, and GitHub's languages are asked for by
linguist's names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ghblog.render.walking import escape

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Longer code stays plain: a lexer may need seconds for it.
LONGEST = 100_000
# Names that linguist knows and Pygments does not, or takes for something else.
_NAMES = {
    "objective-c++": "objective-c++",
    "objc++": "objective-c++",
    "obj-c": "objective-c",
    "f#": "fsharp",
    "vb.net": "vbnet",
    "visual basic .net": "vbnet",
    "emacs-lisp": "elisp",
    "emacs lisp": "elisp",
    "viml": "vim",
    "vimscript": "vim",
    "jsonl": "json",
    "ndjson": "json",
    "geojson": "json",
    "topojson": "json",
    "jsonnet": "jsonnet",
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
    "proto3": "protobuf",
    "containerfile": "dockerfile",
    "gitconfig": "ini",
    "editorconfig": "ini",
    "dotenv": "bash",
    "env": "bash",
    "shellsession": "console",
    "sh-session": "console",
    "pwsh": "powershell",
    "cuda": "cuda",
    "hlsl": "hlsl",
    "opencl": "c",
    "systemverilog": "systemverilog",
    "starlark": "python",
    "bazel": "python",
    "py2": "python2",
    "ipython": "python",
    "rs": "rust",
    "suggestion": "text",
    "gjs": "javascript",
    "gts": "typescript",
    "mts": "typescript",
    "cts": "typescript",
    "cjs": "javascript",
    "mjs": "javascript",
    "hcl": "terraform",
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
    lexer = _lexer(language.lower()) if len(code) <= LONGEST else None
    if lexer is None:
        return escape(code)
    pieces = [(_class_of(str(kind)), text) for kind, text in lexer.get_tokens(code)]
    if "".join(text for _, text in pieces) != code:  # it may drop what it takes for line ends
        return escape(code)
    return "".join(_spans(pieces))


def is_known(language: str) -> bool:
    """Whether there are colours for a language."""
    return _lexer(language.lower()) is not None


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
