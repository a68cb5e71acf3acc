"""The step's outputs. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ghblog.model import Action, Change, Kind, Outcome, Plan, Status
from ghblog.report import plan_data

MOST = 512 * 1024
"""Bytes of the plan: GitHub takes a megabyte of all outputs."""

_LISTED = 100

_LEFT = (Action.KEEP, Action.REFRESH, Action.HOLD, Action.GONE)
_BARRED = (Action.REFUSE, Action.CONFLICT)


def outputs_of(plan: Plan | None, outcome: Outcome | None, *, dry: bool) -> dict[str, str]:
    """All outputs, as texts.

    Args:
        plan: None if there is none: then nothing was done.
        outcome: what became of it; None if nothing was to be done, or it was not agreed to.
        dry: the counts tell what would be done.
    """
    if plan is None:
        return {**_counts([], 0, 0), "urls": "[]", "plan": "{}", "changed": "false"}
    done = [one.change for one in outcome.results if one.status is Status.DONE] if outcome else []
    failed = len(outcome.results) - len(done) if outcome else 0
    if dry:
        urls = [_url(plan, change) for change in plan.of(Action.UPDATE)]
        counted = _counts(plan.writes, len(plan.of(*_LEFT)), len(plan.of(*_BARRED)))
    else:
        wanted = (Action.CREATE, Action.UPDATE)
        results = outcome.results if outcome else ()
        urls = [
            one.url for one in results if one.status is Status.DONE and one.change.action in wanted
        ]
        counted = _counts(done, len(plan.of(*_LEFT)), failed + len(plan.of(*_BARRED)))
    changed = bool(done) or bool(outcome and outcome.index is Status.DONE)
    return {
        **counted,
        "urls": json.dumps([url for url in urls if url]),
        "plan": plan_text(plan),
        "changed": json.dumps(changed),
    }


def plan_text(plan: Plan, most: int = MOST) -> str:
    """The plan's JSON: the changes that do something, those that cannot be made, and counts.

    Args:
        most: bytes; a longer plan loses its last changes and says `"truncated": true`.
    """
    data = plan_data(plan)
    kept = (*plan.writes, *plan.of(*_BARRED, Action.HOLD, Action.GONE))
    shown = {id(change) for change in kept}
    pairs = zip(plan.changes, data["changes"], strict=True)
    changes = [told for change, told in pairs if id(change) in shown]
    counts = {str(action): len(plan.of(action)) for action in Action}
    rest = {key: value for key, value in data.items() if key != "changes"}
    whole = {**_shortened(rest), "counts": counts}
    fitting = _fitting(changes, most - len(_bytes(whole)) - 64)
    cut = len(fitting) < len(changes) or {**rest, "counts": counts} != whole
    return _text({**whole, "changes": fitting, "truncated": cut})


def _shortened(value: Any) -> Any:
    """The same, its lists with no more than their first hundred."""
    if isinstance(value, dict):
        return {key: _shortened(one) for key, one in value.items()}
    return value[:_LISTED] if isinstance(value, list) else value


def _fitting(changes: list[Any], room: int) -> list[Any]:
    kept = []
    for change in changes:
        room -= len(_bytes(change)) + 2
        if room < 0:
            break
        kept.append(change)
    return kept


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _bytes(data: object) -> bytes:
    return _text(data).encode("utf-8", "replace")


def _counts(changes: Iterable[Change], left: int, failed: int) -> dict[str, str]:
    actions = [change.action for change in changes]
    counts = {
        "created": actions.count(Action.CREATE),
        "updated": actions.count(Action.UPDATE),
        "skipped": left,
        "failed": failed,
    }
    return {name: str(count) for name, count in counts.items()}


def _url(plan: Plan, change: Change) -> str:
    if change.entry is None:
        return ""
    kind = "discussions" if change.entry.kind is Kind.DISCUSSION else "issues"
    return f"{plan.repository.url}/{kind}/{change.entry.number}"
