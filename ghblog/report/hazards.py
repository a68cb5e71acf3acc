"""Whom the texts of a plan notify, counted."""

from __future__ import annotations

from ghblog.model import WRITES, Plan


def hazards(plan: Plan) -> dict[str, int]:
    """How many mentions and backlinks the texts to be written have, and how many were made
    quiet."""
    posts = [change.source for change in plan.of(*WRITES) if change.source]
    return {
        "mentions": sum(post.mentions for post in posts),
        "backlinks": sum(post.backlinks for post in posts),
        "silenced": sum(post.silenced for post in posts),
    }
