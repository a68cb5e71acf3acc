"""cmark-gfm, run as GitHub runs it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any

# To be raised when our own use of the renderer changes what a post becomes.
_REVISION = 1

RENDERER: str = f"cmarkgfm {version('cmarkgfm')} / {_REVISION}"
"""Names the renderer in hashes: other pages, another name."""

# GitHub's own choice, as far as its pages tell (specification: GitHub Flavored Markdown 0.29).
_EXTENSIONS = ("table", "strikethrough", "autolink", "tagfilter", "tasklist")


def page(text: str, *, hard_breaks: bool = False, positions: bool = False) -> str:
    """The HTML of `text` as GitHub's parser makes it, before GitHub sanitises it.

    Args:
        text: Markdown; any Unicode, any line ends. A lone surrogate is read as `?`.
        hard_breaks: single line breaks become `<br />`, as in issues (in files they do not).
        positions: blocks carry `data-sourcepos="line:column-line:column"`, columns in bytes.

    Returns:
        HTML, unsanitised: raw HTML passes through but for the tags that `tagfilter` defuses.
    """
    cmark, options, extensions, release = _engine()
    if hard_breaks:
        options |= cmark.Options.CMARK_OPT_HARDBREAKS
    if positions:
        options |= cmark.Options.CMARK_OPT_SOURCEPOS
    library, ffi = cmark._cmark.lib, cmark._cmark.ffi  # noqa: SLF001 (see _release)
    data = text.encode("utf-8", "replace")
    parser = library.cmark_parser_new(options)
    root = html = ffi.NULL
    try:
        for extension in extensions:
            library.cmark_parser_attach_syntax_extension(parser, extension)
        library.cmark_parser_feed(parser, data, len(data))
        root = library.cmark_parser_finish(parser)
        attached = library.cmark_parser_get_syntax_extensions(parser)
        html = library.cmark_render_html(root, options, attached)
        rendered: bytes = ffi.string(html)
    finally:
        release(root, html)
        library.cmark_parser_free(parser)
    return rendered.decode("utf-8", "replace")


@cache
def _engine() -> tuple[Any, int, tuple[Any, ...], Callable[[Any, Any], None]]:
    from cmarkgfm import cmark  # here, because `ghblog --help` needs none of it

    options = cmark.Options
    cmark.core_extensions_ensure_registered()
    return (
        cmark,
        options.CMARK_OPT_UNSAFE | options.CMARK_OPT_FOOTNOTES | options.CMARK_OPT_GITHUB_PRE_LANG,
        tuple(cmark.find_syntax_extension(name) for name in _EXTENSIONS),
        _release(cmark),
    )


def _release(cmark: Any) -> Callable[[Any, Any], None]:
    """What gives a tree and its HTML back to the system.

    cmarkgfm's own wrapper never does (some 11 bytes lost for each byte rendered), and does not
    bind the functions for it; the library exports them, but not on Windows, where we lose too.
    """
    module = cmark._cmark  # noqa: SLF001
    try:
        exported = ctypes.CDLL(module.__file__)
        node_free = exported.cmark_node_free
        allocator = exported.cmark_get_default_mem_allocator
    except (OSError, AttributeError):
        return lambda _root, _html: None
    allocator.restype = ctypes.c_void_p
    memory = module.ffi.cast("cmark_mem *", allocator())
    address = ctypes.cast(node_free, ctypes.c_void_p).value
    free_node = module.ffi.cast("void (*)(cmark_node *)", address)

    def release(root: Any, html: Any) -> None:
        if html:
            memory.free(html)
        if root:
            free_node(root)

    return release
