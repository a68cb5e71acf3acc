"""Faults on purpose: a test tells the sandbox which request shall go wrong, and how."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

from ghblog.sandbox.log import Incoming

Predicate = Callable[[Incoming], bool]


@dataclass
class Fault:
    """What happens to the requests that match.

    Attributes:
        when: which requests are meant.
        nth: the first of the matching ones that it hits, from 1.
        times: how many in a row it hits; None: all from then on.
        status, body, headers: refuse with these instead of doing the work; `body` may be JSON.
        delay: seconds that the sandbox's clock advances before the work.
        drop: "before": abort the connection with nothing done; "after": do the work, then abort.
        nonsense: do the work, then answer 200 with this instead of the true answer.
        before, after: called around the work, in a thread of their own, so they may use the
            sandbox, even by HTTP. `after` is called before the answer is sent.
        hits: how often it struck.
    """

    when: Predicate
    nth: int = 1
    times: int | None = 1
    status: int = 0
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: Literal["", "before", "after"] = ""
    nonsense: bytes | None = None
    before: Callable[[], object] | None = None
    after: Callable[[], object] | None = None
    seen: int = 0
    hits: int = 0

    def due(self, incoming: Incoming) -> bool:
        """Whether it would hit this request; counts it if it matches."""
        if not self.when(incoming):
            return False
        self.seen += 1
        late = self.seen - self.nth
        return late >= 0 and (self.times is None or late < self.times)

    @property
    def content(self) -> bytes:
        """The refusal's body as bytes."""
        if isinstance(self.body, bytes):
            return self.body
        if isinstance(self.body, str):
            return self.body.encode()
        words = {"message": "The sandbox was told to refuse.", "status": str(self.status)}
        return json.dumps(words if self.body is None else self.body).encode()

    def __str__(self) -> str:
        kinds = {
            f"refused with {self.status}": self.status,
            f"dropped {self.drop} the work": self.drop,
            "answered nonsense": self.nonsense is not None,
            f"delayed by {self.delay} s": self.delay,
            "called a function": self.before or self.after,
        }
        return ", ".join(words for words, so in kinds.items() if so) or "nothing"


class Faults:
    """The faults in force, first added first; the first that strikes is taken."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, when: Predicate | str, **how: Any) -> Fault:
        """Let requests go wrong.

        Args:
            when: a predicate of `Incoming`, or a short form: `"PATCH /issues/*"` (method,
                and a glob for the end of the path), `"createCommitOnBranch"` (a GraphQL root
                field), the name of a GraphQL operation, or `"*"` for any API request.
            how: the other attributes of `Fault`.
        """
        fault = Fault(when if callable(when) else matcher(when), **how)
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._faults.clear()

    def pick(self, incoming: Incoming) -> Fault | None:
        """The fault that hits this request: all of them count it, the first due one strikes."""
        with self._lock:
            due = [fault for fault in self._faults if fault.due(incoming)]
            if not due:
                return None
            due[0].hits += 1
            return due[0]


def matcher(text: str) -> Predicate:
    """The predicate that a short form stands for."""
    if text == "*":
        return lambda incoming: incoming.api
    method, space, end = text.partition(" ")
    if not space:
        return lambda incoming: text in incoming.fields or text == incoming.operation

    def ends(incoming: Incoming) -> bool:
        return incoming.method == method and fnmatchcase(incoming.path, f"*{end}")

    return ends
