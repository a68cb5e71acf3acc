"""Node ids: opaque to whoever gets them, and only the sandbox reads them."""

from __future__ import annotations

import base64
import binascii

PREFIXES = {
    "repository": "R",
    "issue": "I",
    "discussion": "D",
    "pull": "PR",
    "comment": "IC",
    "reply": "DC",
    "label": "LA",
    "user": "U",
    "category": "DIC",
    "milestone": "MI",
    "pin": "PI",
    "ref": "REF",
    "object": "C",
    "edit": "UCE",
}


def node_id(kind: str, *parts: int | str) -> str:
    """An id for a thing of this kind, found again by `parts`."""
    raw = ":".join([kind, *map(str, parts)]).encode()
    return f"{PREFIXES[kind]}_k{base64.urlsafe_b64encode(raw).rstrip(b'=').decode()}"


def read_node_id(node: str) -> tuple[str, list[str]] | None:
    """The kind and the parts of an id, or None if it is not one of ours."""
    prefix, _, text = node.partition("_k")
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    kind, *parts = raw.split(":", 2)
    return (kind, parts) if PREFIXES.get(kind) == prefix else None
