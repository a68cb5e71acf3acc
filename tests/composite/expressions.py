"""GitHub's expressions, as far as they are used here: `${{ … }}` read and worked out.

What it does not know it refuses, as GitHub does: a name that is no context, a function that is
none, a character that cannot stand there. The rules are those of “Evaluate expressions in
workflows and actions” in GitHub's documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from composite import values

Contexts = Mapping[str, Any]
Node = Callable[[Contexts], Any]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[+-]?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))"
    r"|(?P<string>'(?:[^']|'')*')"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_-]*)"
    r"|(?P<sign>==|!=|&&|\|\||[()\[\].,!]))"
)
_CONSTANTS = {"true": True, "false": False, "null": None}
_INSERT = re.compile(r"\$\{\{((?:[^'}]|'(?:[^']|'')*'|\}(?!\}))*)\}\}")


class ExpressionError(Exception):
    """GitHub would refuse this expression."""


def evaluate(text: str, contexts: Contexts) -> Any:
    """The value of an expression, without its `${{ }}`."""
    return _Parser(text).whole()(contexts)


def fill(text: str, contexts: Contexts) -> str:
    """A text with every `${{ … }}` in it replaced by its value as a string."""
    return _INSERT.sub(lambda found: values.as_text(evaluate(found[1], contexts)), text)


def condition(text: str, contexts: Contexts) -> bool:
    """An `if:`, with or without `${{ }}`; without a status function it also means success()."""
    inner = _INSERT.fullmatch(text.strip())
    bare = inner[1] if inner else text
    if not re.search(r"\b(success|failure|cancelled|always)\s*\(", bare):
        bare = f"success() && ({bare})"
    return values.truthy(evaluate(bare, contexts))


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


class _Parser:
    """Binds, from loosely to tightly: || && (== !=) ! and then . [] ()."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._split(text)
        self._at = 0

    def whole(self) -> Node:
        node = self._or()
        if self._peek().kind != "end":
            raise self._wrong()
        return node

    @staticmethod
    def _split(text: str) -> list[_Token]:
        tokens, at, end = [], 0, len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if not found or not found.lastgroup:
                raise ExpressionError(f"unexpected {text[at:]!r} in {text!r}")
            tokens.append(_Token(found.lastgroup, found[found.lastgroup]))
            at = found.end()
        return [*tokens, _Token("end", "")]

    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _took(self, *signs: str) -> str:
        token = self._peek()
        return self._take().text if token.kind == "sign" and token.text in signs else ""

    def _need(self, sign: str) -> None:
        if not self._took(sign):
            raise self._wrong()

    def _wrong(self) -> ExpressionError:
        return ExpressionError(f"unexpected {self._peek().text!r} in {self._text!r}")

    def _or(self) -> Node:
        node = self._and()
        while self._took("||"):
            node = values.either(node, self._and())
        return node

    def _and(self) -> Node:
        node = self._equal()
        while self._took("&&"):
            node = values.both(node, self._equal())
        return node

    def _equal(self) -> Node:
        node = self._not()
        while sign := self._took("==", "!="):
            node = values.compared(node, self._not(), same=sign == "==")
        return node

    def _not(self) -> Node:
        if self._took("!"):
            inner = self._not()
            return lambda contexts: not values.truthy(inner(contexts))
        return self._reached(self._atom())

    def _reached(self, node: Node) -> Node:
        while sign := self._took(".", "["):
            if sign == ".":
                if self._peek().kind != "name":
                    raise self._wrong()
                node = values.member(node, _constant(self._take().text))
            else:
                node = values.member(node, self._or())
                self._need("]")
        return node

    def _atom(self) -> Node:
        if self._took("("):
            node = self._or()
            self._need(")")
            return node
        token = self._take()
        match token.kind:
            case "number":
                return _constant(values.as_number(token.text))
            case "string":
                return _constant(token.text[1:-1].replace("''", "'"))
            case "name":
                return self._named(token.text)
        self._at -= 1
        raise self._wrong()

    def _named(self, name: str) -> Node:
        if self._took("("):
            return self._call(name)
        if name.lower() in _CONSTANTS:
            return _constant(_CONSTANTS[name.lower()])
        return lambda contexts: _context(contexts, name)

    def _call(self, name: str) -> Node:
        arguments: list[Node] = []
        if not self._took(")"):
            arguments.append(self._or())
            while self._took(","):
                arguments.append(self._or())
            self._need(")")
        if name.lower() not in values.FUNCTIONS:
            raise ExpressionError(f"there is no function {name!r}, in {self._text!r}")
        function = values.FUNCTIONS[name.lower()]
        return lambda contexts: function(contexts, *(one(contexts) for one in arguments))


def _constant(value: Any) -> Node:
    return lambda _: value


def _context(contexts: Contexts, name: str) -> Any:
    for known, value in contexts.items():
        if known.lower() == name.lower():
            return value
    raise ExpressionError(f"there is no context {name!r} here")
