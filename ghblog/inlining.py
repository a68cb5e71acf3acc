"""A style sheet put into the elements that it is for: editors of other platforms drop `<style>` and
keep `style="…"`. Part of `blog`.

It reads what our own style sheet is written in: tags, classes, `:is(…)` and descendants. Rules with
states, pseudo-elements or other combinators, and those in `@media`, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMPOUND = re.compile(r":is\(([^()]*)\)|([\w.-]+)")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)*)")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})

Element = tuple[str, frozenset[str]]  # tag and classes


@dataclass(frozen=True, slots=True)
class _Rule:
    """Declarations for elements that match `steps`: from the outside in, each one of several."""

    steps: tuple[tuple[Element, ...], ...]
    weight: tuple[int, int, int]
    declarations: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Sheet:
    rules: list[_Rule]
    known: dict[tuple[Element, ...], dict[str, str]] = field(default_factory=dict)

    def style(self, path: tuple[Element, ...]) -> dict[str, str]:
        """What the sheet says of the last element of a path, variables as they are."""
        if path not in self.known:
            found: dict[str, str] = {}
            for rule in self.rules:
                if _matches(rule.steps, path):
                    for name, value in rule.declarations:
                        found.pop(name, None)  # a later one also stands later
                        found[name] = value
            self.known[path] = found
        return self.known[path]


def inlined(html: str, css: str) -> str:
    """The HTML with its style in the elements.

    Args:
        html: well-formed, such as `ghblog.render` makes.
        css: the style sheet; of colours for light and dark, the light ones count.
    """
    sheet = _Sheet(sorted(_rules(css), key=lambda rule: rule.weight))
    path: list[Element] = []
    scopes: list[dict[str, str]] = [{}]

    def styled(tag: re.Match[str]) -> str:
        closing, name, attributes = tag[1], tag[2].lower(), tag[3]
        if closing:
            while path and path.pop()[0] != name:
                scopes.pop()
            if len(scopes) > 1:
                scopes.pop()
            return tag[0]
        classes = _CLASS.search(attributes)
        element = (name, frozenset(classes[1].split() if classes else ()))
        style = sheet.style((*path, element))
        scope = {**scopes[-1], **{key: style[key] for key in style if key.startswith("--")}}
        if name not in _VOID and not attributes.endswith("/"):
            path.append(element)
            scopes.append(scope)
        return _written(tag, style, scope)

    return _TAG.sub(styled, html)


def _written(tag: re.Match[str], style: Mapping[str, str], scope: Mapping[str, str]) -> str:
    own = _STYLE.search(tag[3])
    parts = [
        f"{name}:{value}"
        for name, raw in style.items()
        if not name.startswith("--") and (value := _resolved(raw, scope))
    ]
    if own:
        parts.append(own[1])
    if not parts:
        return tag[0]
    attributes = _STYLE.sub("", tag[3])
    end = "/" if attributes.endswith("/") else ""
    text = ";".join(parts).replace('"', "'")
    return f'<{tag[2]}{attributes.removesuffix("/").rstrip()} style="{text}"{end}>'


def _resolved(value: str, scope: Mapping[str, str]) -> str:
    """The value without variables; empty if one is not known."""
    for _ in range(4):  # variables of variables, and no more
        if "var(" not in value:
            return value
        if any(name not in scope for name in _VARIABLE.findall(value)):
            return ""
        value = _VARIABLE.sub(lambda found: scope[found[1]], value)
    return ""


def _matches(steps: Sequence[tuple[Element, ...]], path: Sequence[Element]) -> bool:
    *outer, last = steps
    if not _is_one_of(path[-1], last):
        return False
    above = iter(reversed(path[:-1]))
    return all(any(_is_one_of(each, step) for each in above) for step in reversed(outer))


def _is_one_of(element: Element, wanted: Sequence[Element]) -> bool:
    return any(tag in ("", element[0]) and classes <= element[1] for tag, classes in wanted)


def _rules(css: str) -> Iterator[_Rule]:
    text = re.sub(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", _COMMENT.sub("", css))
    for order, rule in enumerate(_RULE.finditer(text)):
        declarations = tuple(_declarations(rule[2]))
        for selector in re.split(r",(?![^(]*\))", rule[1]):
            steps = _steps(" ".join(selector.split()))
            if steps:
                yield _Rule(steps, (*_weight(steps), order), declarations)


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        if colon and name.strip() != "color-scheme":
            yield name.strip(), " ".join(value.split())


def _steps(selector: str) -> tuple[tuple[Element, ...], ...]:
    """The compounds of a selector; empty if it says more than is understood here."""
    steps = []
    for part in re.split(r" (?![^(]*\))", selector):
        found = _COMPOUND.fullmatch(part)
        if found is None:
            return ()
        simple = [_SIMPLE.fullmatch(one.strip()) for one in (found[1] or found[2]).split(",")]
        if not all(simple):
            return ()
        steps.append(tuple(_element(one) for one in simple if one))
    return tuple(steps)


def _element(simple: re.Match[str]) -> Element:
    return simple[1] or "", frozenset(simple[2].split(".")[1:])


def _weight(steps: Sequence[tuple[Element, ...]]) -> tuple[int, int]:
    """How particular a selector is: its classes, then its tags."""
    classes = sum(max(len(one[1]) for one in step) for step in steps)
    return classes, sum(any(one[0] for one in step) for step in steps)
