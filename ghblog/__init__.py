"""ghblog: keep a blog of Markdown reports on GitHub as Issues or Discussions.

From Python: `from ghblog import Blog`. The names of `__all__` are the public interface, which
docs/python.md describes; each is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.checking import Checked
    from ghblog.errors import (
        BusyError,
        ConfigError,
        GhblogError,
        GitHubError,
        LedgerError,
        NotAllowedError,
        NotAuthenticatedError,
        PullFirstError,
        RateLimitedError,
        UsageError,
    )
    from ghblog.exporting import Exported
    from ghblog.model import (
        Action,
        Change,
        Finding,
        IndexChange,
        Kind,
        Outcome,
        Plan,
        Progress,
        Result,
        Severity,
        Status,
    )

__version__ = "0.1.0"

__all__ = [
    "Action",
    "Blog",
    "BusyError",
    "Change",
    "Checked",
    "ConfigError",
    "Exported",
    "Finding",
    "GhblogError",
    "GitHubError",
    "IndexChange",
    "Kind",
    "LedgerError",
    "NotAllowedError",
    "NotAuthenticatedError",
    "Outcome",
    "Plan",
    "Progress",
    "PullFirstError",
    "RateLimitedError",
    "Result",
    "Severity",
    "Status",
    "UsageError",
    "__version__",
]

_ELSEWHERE = {"Blog": "blog", "Checked": "checking", "Exported": "exporting"}


def __getattr__(name: str) -> object:
    """A public name, from the module that has it."""
    if name not in __all__ or name.startswith("_"):
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    module = _ELSEWHERE.get(name, "errors" if name.endswith("Error") else "model")
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
