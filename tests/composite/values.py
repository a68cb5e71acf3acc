"""Values of GitHub's expressions: how they become text, numbers, yes or no, and compare."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

Node = Callable[[Mapping[str, Any]], Any]

# What a context calls itself for the status functions; no expression can spell it.
STATUS = "<status>"


def truthy(value: Any) -> bool:
    """False are: false, 0, NaN, the empty string and null."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return value is True or (isinstance(value, str) and value != "") or is_collection(value)


def is_collection(value: Any) -> bool:
    """Whether it is an object or an array."""
    return isinstance(value, Mapping | list)


def as_text(value: Any) -> str:
    """A value where a string is wanted."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return f"{value:.15g}"
    if is_collection(value):
        return "Array" if isinstance(value, list) else "Object"
    return str(value)


def as_number(value: Any) -> float:
    """A value where a number is wanted; NaN if it is none."""
    if value is None or isinstance(value, bool | float | int):
        return float(value or 0)
    if not isinstance(value, str):
        return math.nan
    text = value.strip()
    if re.fullmatch("0x[0-9a-fA-F]+", text):
        return float(int(text, 16))
    if re.fullmatch(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", text):
        return float(text)
    return math.nan if text else 0.0


def equal(one: Any, other: Any) -> bool:
    """Strings compare without case; different kinds as numbers; objects only with themselves."""
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    if is_collection(one) or is_collection(other):
        return one is other
    return as_number(one) == as_number(other)


def either(one: Node, other: Node) -> Node:
    """`||`: the first value that counts as true, else the last."""

    def node(contexts: Mapping[str, Any]) -> Any:
        value = one(contexts)
        return value if truthy(value) else other(contexts)

    return node


def both(one: Node, other: Node) -> Node:
    """`&&`: the first value that counts as false, else the last."""

    def node(contexts: Mapping[str, Any]) -> Any:
        value = one(contexts)
        return other(contexts) if truthy(value) else value

    return node


def compared(one: Node, other: Node, *, same: bool) -> Node:
    """`==` and `!=`."""
    return lambda contexts: equal(one(contexts), other(contexts)) is same


def member(owner: Node, key: Node) -> Node:
    """`owner.key` and `owner[key]`; what is not there is null."""

    def node(contexts: Mapping[str, Any]) -> Any:
        inside, name = owner(contexts), key(contexts)
        if isinstance(inside, list) and not isinstance(name, str):
            index = as_number(name)
            return inside[int(index)] if 0 <= index < len(inside) else None
        if not isinstance(inside, Mapping):
            return None
        wanted = as_text(name).lower()
        return next((value for known, value in inside.items() if known.lower() == wanted), None)

    return node


def _contains(_: Mapping[str, Any], where: Any, what: Any) -> bool:
    if isinstance(where, list):
        return any(equal(one, what) for one in where)
    return as_text(what).lower() in as_text(where).lower()


def _format(_: Mapping[str, Any], text: Any, *given: Any) -> str:
    def put(found: re.Match[str]) -> str:
        return found[0][0] if found[1] is None else as_text(given[int(found[1])])

    return re.sub(r"\{\{|\}\}|\{(\d+)\}", put, as_text(text))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "contains": _contains,
    "format": _format,
    "always": lambda _: True,
    "success": lambda contexts: contexts[STATUS] == "success",
    "failure": lambda contexts: contexts[STATUS] == "failure",
    "cancelled": lambda contexts: contexts[STATUS] == "cancelled",
}
