"""A Plan or an Outcome as terminal text and as JSON. Values in, text out; nothing prints here."""

from ghblog.report.data import outcome_data, plan_data
from ghblog.report.diff import diff_text
from ghblog.report.outcome import outcome_text
from ghblog.report.plain import plain
from ghblog.report.plan import plan_text, status_text

__all__ = [
    "diff_text",
    "outcome_data",
    "outcome_text",
    "plain",
    "plan_data",
    "plan_text",
    "status_text",
]
