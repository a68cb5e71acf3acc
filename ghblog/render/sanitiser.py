"""What GitHub lets through of a page.

The allow-list is that of github.com/gjtorikian/html-pipeline (`sanitization_filter.rb`, once
GitHub's own). Besides, as GitHub shows today: `picture` and `source` (“Specifying the theme an
image is shown to” in its docs), `video` (“Attaching files”), `section` and its classes for
footnotes, and check boxes, of which `lists.py` drops those that no task list made.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

PREFIX = "user-content-"
"""Goes before every `id` and `name`, so that no post can stand in for a part of the page."""

TAGS = (
    "h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture ol ul "
    "table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s "
    "strike summary details caption figure figcaption abbr bdo cite dfn mark small source span "
    "time wbr section input video"
)
_ANYWHERE = (
    "abbr accept accept-charset accesskey action align alt aria-describedby aria-hidden "
    "aria-label aria-labelledby axis border cellpadding cellspacing char charoff charset checked "
    "clear cols colspan color compact coords datetime dir disabled enctype for frame headers "
    "height hreflang hspace id ismap label lang maxlength media method multiple name nohref "
    "noshade nowrap open progress prompt readonly rev role rows rowspan rules scope selected "
    "shape size span start summary tabindex title type usemap valign value width itemprop"
)
ATTRIBUTES = {
    "*": set(_ANYWHERE.split()),
    "a": {"href"},
    "img": {"src", "longdesc", "loading"},
    "source": {"src", "srcset"},
    "video": {"src", "poster", "controls", "muted"},
    "div": {"itemscope", "itemtype"},
    "blockquote": {"cite"},
    "del": {"cite"},
    "ins": {"cite"},
    "q": {"cite"},
}
_CLASSES = {"section": {"footnotes"}, "sup": {"footnote-ref"}, "a": {"footnote-backref"}}
SCHEMES = {"http", "https", "mailto", "xmpp", "irc", "ircs"}
# Only a check box of a task list may stay of all that a form can hold.
_FIXED = {"input": {"type": "checkbox", "disabled": ""}}
# What is fetched, or leads somewhere, but for a link: `http`, `https` and relative ones only.
_FETCHED = frozenset(("action", "src", "srcset", "poster", "longdesc", "cite", "itemtype"))
_FOREIGN = re.compile(r"[\x00-\x20]*(?!https?:)[a-z][a-z0-9+.\s-]*:", re.IGNORECASE)
_FOREIGN_IN_LIST = re.compile(r"(?:\A|[\s,])(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def sanitised(html: str) -> str:
    """`html` with only what GitHub allows; ids and names, and links to them, carry `PREFIX`."""
    cleaned: str = _cleaner().clean(html)
    return cleaned


@cache
def _cleaner() -> Any:
    import nh3  # here, because only pages need it

    return nh3.Cleaner(
        tags=set(TAGS.split()),
        attributes=ATTRIBUTES,
        attribute_filter=_checked,
        clean_content_tags={"script", "style"},
        allowed_classes=_CLASSES,
        set_tag_attribute_values=_FIXED,
        url_schemes=SCHEMES,
        link_rel="nofollow",
        id_prefix=PREFIX,
    )


def _checked(tag: str, attribute: str, value: str) -> str | None:
    if attribute in _FETCHED:
        listed = attribute == "srcset" and _FOREIGN_IN_LIST.search(value)
        return None if listed or _FOREIGN.match(value) else value
    if attribute == "name" and not value.startswith(PREFIX):
        return PREFIX + value
    own = tag == "a" and attribute == "href" and value.startswith("#")
    if own and len(value) > 1 and not value.startswith("#" + PREFIX):
        return "#" + PREFIX + value[1:]
    return value
