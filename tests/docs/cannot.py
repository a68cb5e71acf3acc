"""What stands in the documentation and cannot be run by a test: where, and why.

Everything that is not here is run. An entry that fits nothing any more fails a test.
"""

from __future__ import annotations

from typing import NamedTuple


class Cannot(NamedTuple):
    """A line that is left out.

    Attributes:
        page: the page, `*` for any.
        line: the line; one that ends in `…` begins so.
        why: what it would need.
    """

    page: str
    line: str
    why: str


_ITSELF = "tests/docs would run itself"
_INDEX = "asks a package index; tests/package installs the built wheel instead"
_NAMED = "only names the command, which wants to know more"
_GH = "GitHub's own program, which talks to github.com only"

CANNOT = (
    Cannot("*", "make test…", _ITSELF),
    Cannot("*", "make lint…", "the project's own check; .ci/run runs it"),
    Cannot("*", "make demo…", "installs everything anew; `ghblog demo` is run"),
    Cannot("*", "make docs…", "writes into the sources; the pages it makes are compared instead"),
    Cannot("*", "make bench…", "takes minutes"),
    Cannot("*", "make lock…", _INDEX),
    Cannot("*", "make clean…", "would take the tests' own environment away"),
    Cannot("*", "pip install…", _INDEX),
    Cannot("docs/leaving.md", "pip uninstall…", "would take ghblog away from the tests"),
    Cannot("docs/dependencies.md", "python3.11 -m venv new…", _INDEX),
    Cannot("docs/dependencies.md", "new/bin/pip…", _INDEX),
    Cannot("*", "uvx…", _INDEX),
    Cannot("*", "gh auth…", _GH),
    Cannot("*", "git lfs…", "an extension of git that not every machine has"),
    Cannot("*", "hugo convert…", "Hugo is not Python's, and no part of this project"),
    Cannot("*", "ghblog export", _NAMED),
    Cannot("docs/python.md", "ghblog export --html --local", _NAMED),
    Cannot("*", "ghblog completion", _NAMED),
    Cannot("*", "ghblog auth", _NAMED),
)
# What stands for something of the reader's own, and what it is here.
MEANT = {
    "github_pat_…": "github_pat_you",
    "[PATH]…": "",
    "POST": "$(find . -name 2022-07-w2.md) --html",
    "CODE": "dead-picture",
    "--existing 300": "--existing 20",  # made in the same way, and there sooner
}


def needed_for(page: str, line: str) -> Cannot | None:
    """The entry that leaves this line out."""
    return next((one for one in CANNOT if _fits(one, page, line.strip())), None)


def _fits(one: Cannot, page: str, line: str) -> bool:
    start = one.line.removesuffix("…")
    fits = line.startswith(start) if one.line.endswith("…") else line == one.line
    return fits and one.page in {"*", page}
