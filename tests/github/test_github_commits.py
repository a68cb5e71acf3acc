"""Two commits in one request, of which one is refused."""

from __future__ import annotations

from github_stubs import adapter, answer

from ghblog.errors import ProtectedBranchError
from ghblog.model import Commit

RULE = "Repository rule violations found\n\nChanges must be made through a pull request."


def test_a_refused_branch_is_named_alone_when_the_other_was_written() -> None:
    files = {"a.md": b"text"}
    commits = [Commit(name, "a" * 40, "Headline", "t", files) for name in ("ghblog", "main")]
    hub, *_ = adapter(
        answer(
            200,
            {
                "data": {"commit0": {"commit": {"oid": "b" * 40}}, "commit1": None},
                "errors": [{"type": "UNPROCESSABLE", "path": ["commit1"], "message": RULE}],
            },
        )
    )
    written, refused = hub.commit(commits)
    assert written == "b" * 40
    assert isinstance(refused, ProtectedBranchError)
    assert "`main`" in refused.message
    assert "`ghblog`" not in refused.message
