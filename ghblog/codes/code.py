"""A kind of finding: what it means, why it matters and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from ghblog.model import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    Attributes:
        severity: the gravest that it is told with.
        title: a few words.
        why: Markdown, whole sentences: what it is, and what becomes of it on GitHub.
        what_to_do: Markdown, whole sentences.
    """

    name: str
    severity: Severity
    title: str
    why: str
    what_to_do: str
