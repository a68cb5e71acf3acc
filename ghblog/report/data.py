"""A plan or an outcome as JSON data. `version` changes when a reader would have to."""

from __future__ import annotations

from typing import Any

from ghblog.model import Change, IndexChange, Outcome, Picture, Plan, Result
from ghblog.report.hazards import hazards

VERSION = 1


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan, complete but for texts."""
    return {
        "version": VERSION,
        "repository": plan.repository.name,
        "url": plan.repository.url,
        "blog": plan.blog,
        "viewer": plan.viewer,
        "ledger": plan.head,
        "pending": plan.pending,
        "unsafe": list(plan.unsafe),
        "changes": [_change(change) for change in plan.changes],
        "index": _index(plan.index),
        "pictures": {"store": plan.store, "uploads": [_picture(one) for one in plan.pictures]},
        "missing_labels": list(plan.missing_labels),
        "notices": list(plan.notices),
        "watchers": plan.watchers,
        **hazards(plan),
    }


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """An outcome, with its plan."""
    return {
        "version": VERSION,
        "ok": outcome.ok,
        "results": [_result(result) for result in outcome.results],
        "index": str(outcome.index) if outcome.index else None,
        "index_message": outcome.index_message,
        "index_at": outcome.index_at,
        "settled": outcome.settled,
        "problem": outcome.problem,
        "hint": outcome.hint,
        "notices": list(outcome.notices),
        "plan": plan_data(outcome.plan),
    }


def _change(change: Change) -> dict[str, Any]:
    entry, document = change.entry, change.document
    return {
        "action": str(change.action),
        "id": change.post,
        "path": change.path,
        "title": change.title,
        "reason": change.reason,
        "hint": change.hint,
        "number": entry.number if entry else None,
        "labels": list(document.labels) if document else [],
        "parts": len(document.parts) if document else None,
        "pictures": [_picture(one) for one in change.pictures],
        "old_id": change.old or None,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {"path": picture.path, "size": picture.size, "film": picture.film}


def _index(index: IndexChange | None) -> dict[str, Any] | None:
    if index is None:
        return None
    return {
        "path": index.path,
        "gains": list(index.gains),
        "loses": list(index.loses),
        "error": index.error,
        "hint": index.hint,
        "commit": index.commit,
        "branch": index.branch,
        "told": index.told,
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "id": result.change.post,
        "action": str(result.change.action),
        "status": str(result.status),
        "number": result.number or None,
        "url": result.url,
        "message": result.message,
        "hint": result.hint,
    }
