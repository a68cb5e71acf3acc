"""What is to be made of an answer. Pure: an `Answer` in, a `Verdict` out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ghblog.github.attachments import upload_refusal
from ghblog.github.calls import Answer, Call, Fault, Good, Limited, Lost, Refused, Repeat, Verdict
from ghblog.github.limits import limit_of, retry_after
from ghblog.github.refusals import Place, foreign_refusal, graphql_refusal, refusal

# GraphQL's words for trouble of its own, which it sends with status 200 and without a type.
_TROUBLE = ("something went wrong", "respond to your request in time", "timeout")
_TROUBLE_TYPES = frozenset({"SERVICE_UNAVAILABLE", "INTERNAL", "TIMEOUT", "EXECUTION_TIMEOUT"})
_NONSENSE = "an answer that makes no sense"
_IN_BETWEEN = (
    "a proxy or a sign-in page may stand between this machine and GitHub; "
    "if it does not, run the command again later"
)
_NO_ANSWER = frozenset({408, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def judge(place: Place, call: Call, answer: Answer, now: datetime) -> Verdict:
    """Tell what became of a request by what came back.

    Args:
        place: where we are, for messages.
        call: what was asked.
        answer: what came back.
        now: the time by GitHub's clock.
    """
    data, broken = _parsed(answer.text)
    if answer.status in _NO_ANSWER:
        return Lost(f"HTTP status {answer.status}", seconds=retry_after(answer.headers, now))
    if answer.status >= 300:
        return _judge_refusal(place, call, answer, data, now)
    if call.plain:
        return _judge_text(answer)
    if call.graphql and isinstance(data, dict):
        return _judge_graphql(place, call, answer, data, now)
    if broken or call.graphql or not call.fits(data):
        return Lost(_NONSENSE, hint=_IN_BETWEEN)
    return Good(data, headers=answer.headers)


def _judge_text(answer: Answer) -> Good | Lost:
    if answer.text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        return Lost(_NONSENSE, hint=_IN_BETWEEN)  # a whole page: a proxy's, or one to sign in
    return Good(answer.text, headers=answer.headers)


def _parsed(text: str) -> tuple[Any, bool]:
    try:
        return (json.loads(text), False) if text.strip() else (None, False)
    except (ValueError, RecursionError):
        return None, True


def _judge_refusal(
    place: Place, call: Call, answer: Answer, data: Any, now: datetime
) -> Limited | Lost | Refused:
    message = _message(data)
    limit = limit_of(answer, message, _types(_faults(data)), now)
    if limit is not None:
        return limit
    if answer.status == 422 and "timed out" in message.lower():
        return Lost("GitHub took too long")
    if call.uploads:
        return Refused(upload_refusal(place, call, answer.status, message))
    if not isinstance(data, dict) and answer.status not in (301, 307, 308, 401, 407):
        return Refused(foreign_refusal(place, call, answer.status))
    return Refused(refusal(place, call, answer.status, message))


def _judge_graphql(
    place: Place, call: Call, answer: Answer, body: dict[str, Any], now: datetime
) -> Verdict:
    faults = _faults(body)
    data = body.get("data")
    values = data if isinstance(data, dict) else {}
    some = any(value is not None for value in values.values())
    if not faults and not some:
        return Lost(_NONSENSE, hint=_IN_BETWEEN)
    if not faults or (some and call.repeat is not Repeat.FREELY):
        return Good(values, faults, answer.headers)
    limit = limit_of(answer, " ".join(fault.message for fault in faults), _types(faults), now)
    if limit is not None:
        return limit
    if any(is_trouble(fault) for fault in faults):
        return Lost("GitHub has trouble of its own")
    if data is None:
        first = faults[0]
        return Refused(graphql_refusal(place, call, first.type, first.message))
    return Good(values, faults, answer.headers)


def is_trouble(fault: Fault) -> bool:
    """Whether an error of GraphQL is GitHub's own trouble: it may have done the work."""
    words = fault.message.lower()
    return fault.type in _TROUBLE_TYPES or (
        not fault.type and any(trouble in words for trouble in _TROUBLE)
    )


def _types(faults: Iterable[Fault]) -> frozenset[str]:
    return frozenset(fault.type for fault in faults)


def _faults(body: Any) -> tuple[Fault, ...]:
    errors = body.get("errors") if isinstance(body, dict) else None
    if not isinstance(errors, list):
        return ()
    return tuple(_fault(error) for error in errors if isinstance(error, dict))


def _fault(error: Mapping[str, Any]) -> Fault:
    path = error.get("path")
    steps = path if isinstance(path, list) else []
    return Fault(str(error.get("type") or ""), str(error.get("message") or ""), tuple(steps))


def _message(data: Any) -> str:
    """All that a REST answer says, in a line."""
    if not isinstance(data, dict):
        return ""
    errors = data.get("errors")
    details = [_detail(error) for error in errors] if isinstance(errors, list) else []
    return ": ".join(part for part in [str(data.get("message") or ""), *details] if part)


def _detail(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    if error.get("message"):
        return str(error["message"])
    return " ".join(str(error[key]) for key in ("field", "code") if error.get(key))
