"""The names that headings can be linked to by.

Source: html-pipeline's `toc_filter.rb` (once GitHub's own): lower case, nothing but word
characters, `-` and spaces kept, spaces as `-`, and `-1` behind the second of a name.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from ghblog.render.sanitiser import PREFIX
from ghblog.render.walking import attribute, closing, escape, name, plain, split

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def with_anchors(html: str, *, linked: bool) -> str:
    """The page with an id for each heading that has none.

    Args:
        html: sanitised.
        linked: each has a link to itself, too.
    """
    tokens = split(html)
    used: Counter[str] = Counter()
    end = -1
    for position, token in enumerate(tokens):
        if position < end or name(token) not in _HEADINGS:  # a heading in a heading has none
            continue
        end = closing(tokens, position)
        title = plain(tokens[position:end])
        slug = slug_of(title)
        number = used[slug]
        used[slug] += 1
        if not slug:
            continue
        anchor = escape(f"{PREFIX}{slug}-{number}" if number else f"{PREFIX}{slug}")
        if not attribute(token, "id"):
            tokens[position] = f'{token[:-1]} id="{anchor}">'
            if linked:
                label = escape(" ".join(title.split()))
                link = f'<a class="anchor" aria-label="Permalink: {label}" href="#{anchor}"></a>'
                tokens[end] = link + tokens[end]
    return "".join(tokens)


def slug_of(title: str) -> str:
    """GitHub's name for a heading: letters, marks, digits, `_` and `-`, spaces as `-`."""
    kept = (each for each in title.strip().lower() if _is_word(each) or each in " -")
    return "".join(kept).replace(" ", "-")


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")
