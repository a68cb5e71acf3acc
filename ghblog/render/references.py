"""People, issues and commits as links, in the texts of issues, discussions and comments.

Sources: GitHub's “Autolinked references and URLs” and “Mentioning people and teams”;
html-pipeline's `mention_filter.rb`. Files have none: in GitHub's REST API these links are what the
mode `gfm` of `/markdown` has and a README has not. Whether somebody or something exists only GitHub
knows.
"""

from __future__ import annotations

import re

from ghblog.render.place import Place
from ghblog.render.walking import attribute, escape, map_texts, name, replace, split, unescape

_OUTSIDE = frozenset(("a", "pre", "code", "tt", "math", "svg"))
_LOGIN = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:_[A-Za-z0-9]+)?"
_REPOSITORY = rf"{_LOGIN}/[A-Za-z0-9_.-]+"
_END = r"(?![A-Za-z0-9_])"
# Numbers and words can look like a commit's name; GitHub knows whether they are one.
_MIXED = r"(?=[a-f]*\d)(?=\d*[a-f])"
_REFERENCE = re.compile(
    rf"(?<![\w./-])(?P<repository>{_REPOSITORY})"
    rf"(?:\#(?P<number>[1-9]\d{{0,8}})|@(?P<commit>[0-9a-f]{{7,40}})){_END}"
    rf"|(?<!\w)@(?P<login>(?>{_LOGIN}))(?P<team>/[A-Za-z0-9][\w.-]*\w)?(?!/)(?=\.+(?:\W|\Z)|[^\w.]|\Z)"
    rf"|(?<![\w./-])(?P<user>[A-Za-z0-9][A-Za-z0-9-]{{1,38}})"
    rf"(?:\#(?P<theirs>[1-9]\d{{0,8}})|@{_MIXED}(?P<fork>[0-9a-f]{{7,40}})){_END}"
    rf"|(?<!\w)(?:\#|[Gg][Hh]-)(?P<own>[1-9]\d{{0,8}}){_END}"
    rf"|(?<![\w./#-])(?P<sha>{_MIXED}[0-9a-f]{{7,40}}){_END}",
    re.ASCII,
)
_PAGE = re.compile(
    rf"/(?P<repository>{_REPOSITORY})/(?:(?:issues|pull|discussions)/(?P<number>[1-9]\d*)"
    r"(?P<comment>#(?:issue|discussion)comment-\d+|#discussion_r\d+)?"
    r"|commit/(?P<commit>[0-9a-f]{7,40}))",
    re.ASCII | re.IGNORECASE,
)


def with_references(html: str, place: Place) -> str:
    """The page with its mentions, issues and commits as links, and bare addresses of issues
    shortened."""
    html = _shortened(html, place)
    having = r"[@#]|[Gg][Hh]-|[0-9a-f]{7}"
    return map_texts(html, lambda text: _linked(text, place), outside=_OUTSIDE, having=having)


def _linked(text: str, place: Place) -> str:
    return replace(text, _REFERENCE, lambda match: _link(match, place))


def _link(match: re.Match[str], place: Place) -> str:
    found = {key: value for key, value in match.groupdict().items() if value}
    shown = escape(match[0])
    if "login" in found:
        return _mention(found["login"], found.get("team", ""), shown, place)
    repository = found.get("repository", place.repository)
    if "user" in found and repository:
        repository = f"{found['user']}/{repository.partition('/')[2]}"
    if not repository:
        return ""
    sha = found.get("commit") or found.get("fork") or found.get("sha")
    if sha:
        given = match[0].removesuffix(sha)
        return _commit(place, repository, sha, given)
    number = found.get("number") or found.get("theirs") or found["own"]
    url = f"{place.url}/{repository}/issues/{number}"
    return f'<a class="issue-link" href="{escape(url)}">{shown}</a>'


def _mention(login: str, team: str, shown: str, place: Place) -> str:
    path = f"orgs/{login}/teams{team}" if team else login
    kind = "team-mention" if team else "user-mention"
    return f'<a class="{kind}" href="{escape(f"{place.url}/{path}")}">{shown}</a>'


def _commit(place: Place, repository: str, sha: str, given: str, source: str = "") -> str:
    url = f"{place.url}/{repository}/commit/{sha}"
    told = f' data-source="{source or escape(f"{given}{sha}")}"'
    return f'<a class="commit-link" href="{escape(url)}"{told}>{given}<tt>{sha[:7]}</tt></a>'


def _shortened(html: str, place: Place) -> str:
    """Addresses of issues and commits that stand bare, as GitHub abbreviates them."""
    if f"{place.url}/" not in html:
        return html
    tokens = split(html)
    for position in range(len(tokens) - 2):
        url = attribute(tokens[position], "href") if name(tokens[position]) == "a" else ""
        if not url or url != tokens[position + 1] or name(tokens[position + 2]) != "/a":
            continue
        if url.startswith(place.url) and (match := _PAGE.fullmatch(url[len(place.url) :])):
            tokens[position : position + 3] = [_short(match, place, url), "", ""]
    return "".join(tokens)


def _short(match: re.Match[str], place: Place, url: str) -> str:
    own = match["repository"].lower() == place.repository.lower()
    given = "" if own else match["repository"]
    if match["commit"]:
        return _commit(
            place, match["repository"], match["commit"], f"{given}@" if given else "", url
        )
    shown = f"{given}#{match['number']}" + (" (comment)" if match["comment"] else "")
    return f'<a class="issue-link" href="{url}" data-source="{url}">{escape(unescape(shown))}</a>'
