"""The markers that `ghblog init` puts into a README, where a blog has a name."""

from __future__ import annotations

import pytest

from ghblog.index import IndexProblemError, markers
from ghblog.starting.marking import marked

README = "# Mine\n\nhello\n\n## More\n\ntext\n"


def test_a_blog_with_a_name_gets_markers_with_its_name() -> None:
    start, end = markers("notes")
    once = marked(README, "notes")
    assert once == README.replace("## More", f"{start}\n{end}\n\n## More")
    assert marked(once, "notes") == once


def test_a_readme_with_another_blogs_index_is_left_alone() -> None:
    with pytest.raises(IndexProblemError, match="holds the index of the blog “main”"):
        marked(marked(README, "main"), "notes")
