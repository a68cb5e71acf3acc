"""The request table of the design, from the sandbox's log."""

from __future__ import annotations

from pathlib import Path

import pytest
from writers import Writer, make_writer, png

from ghblog.sandbox import Sandbox

CHECKPOINT = 50


def published(writer: Writer, count: int) -> None:
    writer.write_posts(count)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert len(writer.repo.issues) == count
    writer.box.clock.advance(3600)  # GitHub lets 500 be created an hour: the next run is later


def checkpoints(new: int) -> int:
    return (new - 1) // CHECKPOINT


@pytest.mark.parametrize("count", [1, 100, 1000])
def test_nothing_changed_is_one_request(writer: Writer, count: int) -> None:
    published(writer, count)
    assert writer.counted() == (None, 1)


@pytest.mark.parametrize("count", [1, 100, 1000])
def test_a_blog_of_any_size_takes_the_same_for_one_edit_and_one_new_post(
    writer: Writer, count: int
) -> None:
    published(writer, count)
    writer.write("posts/2010-01-01-report-0.md", "# Report 0\n\nedited\n")
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 1 + 3  # m edited posts: m + 3
    for n in range(6):
        writer.write(f"posts/{n}.png", png(n))
    pictures = "\n".join(f"![{n}]({n}.png)" for n in range(6))
    writer.write("posts/new.md", f"# New\n\n{pictures}\n")
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert len(outcome.plan.pictures) == 6
    assert requests == 4  # one new issue, any number of pictures
    assert writer.counted() == (None, 1)


@pytest.mark.parametrize("new", [20, 50, 51, 120])
def test_n_new_issues_take_n_plus_3_and_a_checkpoint_each_50(writer: Writer, new: int) -> None:
    published(writer, 2)
    writer.write_posts(new, start=2)
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == new + 3 + checkpoints(new)


@pytest.mark.parametrize("edited", [1, 20, 50, 51, 101])
def test_m_edited_posts_take_m_plus_3_and_one_for_each_further_50(
    writer: Writer, edited: int
) -> None:
    published(writer, 110)
    for path in sorted((writer.folder / "posts").iterdir())[:edited]:
        path.write_text(path.read_text() + "edited\n")
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == edited + 3 + (edited - 1) // 50


def test_a_first_run_makes_the_branch_with_two_more(writer: Writer) -> None:
    writer.write_posts(3)
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 3 + 3 + 2  # nothing exists: no scan


def test_a_first_run_with_pictures_takes_three_more(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/a.md", "# A\n\n![](p.png)\n")
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 1 + 3 + 3


def test_a_first_run_in_an_empty_repository_takes_one_more(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    writer = make_writer(sandbox, sandbox.add_repository("writer/weekly", files=None), tmp_path)
    writer.write_posts(1)
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 1 + 3 + 2 + 1
    assert writer.counted() == (None, 1)


def test_a_first_run_beside_existing_issues_scans_them(writer: Writer) -> None:
    for n in range(60):
        writer.repo.add_issue(title=f"By hand {n}", body="text")
    writer.write_posts(1)
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 1 + 3 + 2 + 2  # 60 issues are two pages
    assert writer.counted() == (None, 1)


def test_a_ledger_file_over_512_000_bytes_costs_one_more(writer: Writer) -> None:
    published(writer, 2)
    ledger = writer.repo.read("posts.json", branch="ghblog")
    assert ledger
    padded = ledger.replace(b'"posts":[', b'"posts":[' + b" " * 512_000)
    writer.repo.commit("ghblog", {"posts.json": padded}, "as if the blog were large")
    assert writer.counted() == (None, 2)


def test_pictures_beyond_30_megabytes_take_a_request_for_each_30(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ghblog.sync import claims

    published(writer, 1)
    monkeypatch.setattr(claims, "BATCH", 3 * len(png(1)) + 1)
    for n in range(7):
        writer.write(f"posts/{n}.png", png(n))
    writer.write("posts/new.md", "# New\n\n" + "\n".join(f"![]({n}.png)" for n in range(7)))
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 4 + 2
