"""How ghblog hashes: one way for all."""

from __future__ import annotations

import base64
import hashlib
import json


def short_hash(data: bytes | str) -> str:
    """SHA-256 of `data` cut to 128 bits, as 22 base64url characters."""
    raw = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(hashlib.sha256(raw).digest()[:16]).rstrip(b"=").decode()


def canonical(value: object) -> str:
    """JSON with one spelling a value, fit for hashing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
