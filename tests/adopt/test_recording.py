"""What is recorded, and that nothing else happens, whoever else is at work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from adopt.handmade import adopt, edits, found, numbers, prose, recorded
from writers import Writer, make_writer, png

from ghblog.errors import BusyError, FetchError, NotAllowedError, NotAuthenticatedError
from ghblog.model import Action
from ghblog.sandbox import Sandbox
from ghblog.sync.ledger import parse


def reports(writer: Writer, count: int, start: int = 0) -> None:
    """Files, and issues made from them by hand."""
    for n in range(start, start + count):
        writer.write(f"posts/2022-07-{n + 1:02}.md", f"# Report {n}\n\n{prose(n)}")
        writer.repo.add_issue(title=f"Report {n}", body=prose(n))


def kept(writer: Writer) -> dict[str, int]:
    """The ledger on GitHub: post → number."""
    snapshot = (
        writer.blog().door().read(branch="ghblog", files=("posts.json",), index=(), labels=())
    )
    ledger = parse(snapshot.ledger, repository=snapshot.repository.id, blog="main", branch="ghblog")
    return {id_: entry.number for id_, entry in ledger.posts.items()}


def untouched(writer: Writer) -> bool:
    """Whether nobody edited, opened or commented on anything through the API."""
    sent = {(one.method, one.path.rsplit("/", 1)[-1]) for one in writer.box.requests}
    allowed = {("POST", "graphql"), ("POST", "trees"), ("POST", "commits"), ("POST", "refs")}
    return edits(writer.repo.issues) == 0 and sent <= allowed | {("GET", "0")}


def test_a_first_run_lists_makes_the_branch_and_settles(writer: Writer) -> None:
    reports(writer, 60)
    before = writer.requests()
    recorded(writer)
    # read, two pages of 50, tree and commit and ref, and one that settles
    assert writer.requests() - before == 1 + 2 + 3 + 1
    assert untouched(writer)
    assert len(kept(writer)) == 60


def test_a_later_run_settles_in_one_request(writer: Writer) -> None:
    reports(writer, 2)
    adopt(writer)
    reports(writer, 2, start=2)
    before = writer.requests()
    recorded(writer)
    assert writer.requests() - before == 1 + 1 + 1
    assert sorted(kept(writer).values()) == [1, 2, 3, 4]
    assert writer.counted() == (None, 1)


def test_a_dry_run_writes_nothing(writer: Writer) -> None:
    reports(writer, 2)
    assert len(numbers(found(writer))) == 2
    assert writer.repo.head("ghblog") is None
    assert "Report" not in writer.readme()


def test_a_repository_without_a_commit_gets_one(sandbox: Sandbox, tmp_path: Path) -> None:
    repo = sandbox.add_repository("writer/weekly", files=None)
    writer = make_writer(sandbox, repo, tmp_path)
    reports(writer, 2)
    recorded(writer)
    assert "[Report 1]" in writer.readme()
    assert "claim.json" not in repo.files("ghblog")
    assert writer.counted() == (None, 1)


def test_what_is_no_post_is_remembered_and_keeps_its_title(writer: Writer) -> None:
    reports(writer, 1)
    writer.repo.add_issue(title="Other", body="text")
    adopt(writer)
    assert b'"2":"Other"' in writer.stored("unmarked.json")
    assert b"Report" not in writer.stored("unmarked.json")
    writer.write("posts/other.md", "# Other\n\nquite another text\n")
    assert [change.title for change in writer.plan().of(Action.HOLD)] == ["Other"]


def test_what_is_adopted_later_is_no_longer_remembered_as_unmarked(writer: Writer) -> None:
    chosen = writer.write("posts/trial.md", "# Trial\n\ntext\n")
    writer.repo.add_issue(title="Report 0", body=prose(0))
    writer.publish(chosen)
    assert b"Report 0" in writer.stored("unmarked.json")
    writer.write("posts/2022-07-01.md", f"# Report 0\n\n{prose(0)}")
    adopt(writer)
    assert "unmarked.json" not in writer.repo.files("ghblog")
    assert writer.counted() == (None, 1)


def test_a_path_limits_what_is_recorded_but_not_what_is_compared(writer: Writer) -> None:
    for n in (1, 2):
        writer.repo.add_issue(title="Weekly", body=prose(n))
        writer.write(f"posts/{n}.md", f"# Weekly\n\n{prose(n)}")
    adopt(writer, writer.folder / "posts/2.md")
    assert kept(writer) == {"2": 2}
    assert b'"1":"Weekly"' in writer.stored("unmarked.json")
    adopt(writer)
    assert kept(writer) == {"1": 1, "2": 2}


def test_without_the_index_the_readme_stays_as_it_is(writer: Writer) -> None:
    reports(writer, 1)
    recorded(writer, index=False)
    assert writer.readme() == "# weekly\n"


def test_labels_that_people_added_stay_theirs(writer: Writer) -> None:
    path = "posts/a.md"
    head = "---\ntitle: A\nlabels: [Tennis, weekly]\n---\n"
    writer.write(path, head + prose(1))
    writer.repo.add_issue(title="A", body=prose(1), labels=["tennis", "favourite"])
    adopt(writer)
    writer.write(path, head.replace("Tennis, ", "") + prose(1) + "\nmore\n")
    writer.publish()
    # the file's own label went with the file's; the one set by hand stayed
    assert sorted(writer.repo.issue(1).labels) == ["favourite", "weekly"]


def test_a_date_that_only_today_tells_gives_way_to_the_day_it_was_opened(writer: Writer) -> None:
    for n, name in enumerate(["undated", "2022-07-12"]):
        writer.write(f"posts/{name}.md", f"# R{n}\n\n{prose(n)}")
        writer.repo.add_issue(title=f"R{n}", body=prose(n)).created = datetime(
            2022, 7, 8, 20, tzinfo=UTC
        )
    adopt(writer)
    ledger = writer.stored("posts.json").decode()
    # 20:00 UTC is the next day in Shanghai
    assert '"number":1' in ledger and '"date":"2022-07-09"' in ledger
    assert '"date":"2022-07-12"' in ledger
    assert writer.counted() == (None, 1)


def test_another_runs_claim_is_awaited(writer: Writer) -> None:
    reports(writer, 2)
    writer.write("posts/new.md", "# New\n\ntext\n")
    writer.box.faults.add("POST /issues", drop="before", times=None)
    writer.publish(machine="desktop")
    writer.box.faults.clear()
    assert "claim.json" in writer.repo.files("ghblog")
    with pytest.raises(BusyError):
        writer.blog(max_wait=10).adopt(agree=lambda _: True)
    before = writer.box.clock.monotonic()
    assert adopt(writer)
    assert writer.box.clock.monotonic() - before >= 240
    assert "claim.json" not in writer.repo.files("ghblog")


def test_what_somebody_published_meanwhile_is_not_written_over(writer: Writer) -> None:
    reports(writer, 2)
    asked: list[int] = []
    chosen = writer.write("posts/extra.md", "# Extra\n\ntext\n")

    def agree(adoption: object) -> bool:
        asked.append(1)
        if len(asked) == 1:
            writer.publish(chosen, machine="desktop")
        return True

    adopted = writer.blog().adopt(agree=agree)
    assert adopted and adopted.ok
    assert kept(writer) == {"2022-07-01": 1, "2022-07-02": 2, "extra": 3}
    assert "[Extra]" in writer.readme()
    assert writer.counted() == (None, 1)


def test_a_readme_that_somebody_changed_meanwhile_keeps_the_change(writer: Writer) -> None:
    reports(writer, 1)

    def agree(adoption: object) -> bool:
        writer.repo.commit("main", {"README.md": b"# changed\n"}, "by hand")
        return True

    adopted = writer.blog().adopt(agree=agree)
    assert adopted and adopted.ok
    assert writer.readme().startswith("# changed\n")
    assert "[Report 0]" in writer.readme()


@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize(
    "when", ["createCommitOnBranch", "POST /git/refs", "POST /git/trees", "POST /git/commits"]
)
def test_a_lost_answer_does_no_harm(writer: Writer, drop: str, when: str) -> None:
    reports(writer, 3)
    writer.box.faults.add(when, drop=drop)
    recorded(writer)
    assert len(kept(writer)) == 3
    assert edits(writer.repo.issues) == 0
    assert writer.counted() == (None, 1)


def test_many_texts_take_several_commits(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    from ghblog.sync import adopt as recording

    monkeypatch.setattr(recording, "BATCH", len(prose(0)) * 2)
    reports(writer, 7)
    recorded(writer)
    assert len(kept(writer)) == 7
    assert len([path for path in writer.repo.files("ghblog") if path.startswith("posts/")]) == 7
    assert "[Report 6]" in writer.readme()
    assert writer.counted() == (None, 1)


def test_who_may_only_read_is_told_so(writer: Writer) -> None:
    reports(writer, 1)
    writer.token = "ghp_reader"
    with pytest.raises((NotAllowedError, NotAuthenticatedError)):
        adopt(writer)
    assert writer.repo.head("ghblog") is None


class Pictures:
    """The web, as far as posts show it."""

    def __init__(self, found: dict[str, bytes]) -> None:
        self.found = found
        self.asked: list[str] = []

    def fetch(self, url: str, *, most: int) -> bytes:
        self.asked.append(url)
        if url not in self.found:
            raise FetchError("it is not there")
        return self.found[url]


ASSET = "https://github.com/user-attachments/assets/"


def shown_on_the_web(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, url: str, shown: str
) -> Pictures:
    """A post with a picture, made into an issue that shows it from an address; the web."""
    writer.write("posts/0.png", png(0))
    writer.write("posts/a.md", "# A\n\n" + prose(1) + "\n![](0.png)\n")
    writer.repo.add_issue(title="A", body=f"{prose(1)}\n{shown}")
    web = Pictures({url: png(0)})
    with_web(web, monkeypatch)
    return web


def with_web(web: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    from ghblog.blog import Blog

    monkeypatch.setattr(Blog, "web", lambda _: web)


def test_pictures_on_github_are_recognised_and_not_uploaded_again(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        writer.write(f"posts/{n}.png", png(n))
    shown = [f"![image]({ASSET}{n})" for n in range(2)]
    text = "# A\n\n" + prose(1) + "\n![](0.png)\n\n![](1.png)\n\n![](2.png)\n"
    text += f"\n![]({ASSET}9)\n"
    writer.write("posts/a.md", text)
    body = "\n\n".join([prose(1), *shown, "![](https://elsewhere.example/2.png)", f"![]({ASSET}9)"])
    writer.repo.add_issue(title="A", body=body)
    web = Pictures({f"{ASSET}{n}": png(n) for n in range(2)})
    with_web(web, monkeypatch)
    adopted = recorded(writer, pictures=True)
    assert sorted(adopted.adoption.pictures.values()) == [f"{ASSET}0", f"{ASSET}1"]
    assert web.asked == [f"{ASSET}0", f"{ASSET}1", f"{ASSET}9"]
    assert adopted.adoption.lost == (f"{ASSET}9: it is not there",)
    writer.write("posts/a.md", text + "\nOne more line.\n")
    outcome = writer.publish()
    assert outcome and outcome.ok
    assert [picture.path for picture in outcome.plan.pictures] == ["posts/2.png"]
    assert f"![]({ASSET}0)" in writer.body(1)


def test_pictures_can_be_recognised_later_too(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.write("posts/0.png", png(0))
    writer.write("posts/a.md", "# A\n\n" + prose(1) + "\n![](0.png)\n")
    writer.repo.add_issue(title="A", body=f"{prose(1)}\n![image]({ASSET}7)")
    adopt(writer)
    web = Pictures({f"{ASSET}7": png(0)})
    with_web(web, monkeypatch)
    recorded(writer, pictures=True)
    assert f'"{ASSET}7"' in writer.stored("pictures.json").decode()
    assert adopt(writer, pictures=True) is None
    assert web.asked == [f"{ASSET}7"]
    assert writer.counted() == (None, 1)


@pytest.mark.parametrize(
    "url",
    [
        "https://private-user-images.githubusercontent.com/1/2.png?jwt=abc",
        "https://camo.githubusercontent.com/abc/def",
        "https://raw.githubusercontent.com/writer/weekly/main/0.png",
        "https://github.com/writer/weekly/blob/main/0.png?raw=true",
        "https://example.org/0.png",
        "http://github.com/user-attachments/assets/1",
        "https://github.com.example.org/user-attachments/assets/1",
    ],
)
def test_addresses_that_die_or_may_show_another_picture_are_not_remembered(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    web = shown_on_the_web(writer, monkeypatch, url, f"![image]({url})")
    assert recorded(writer, pictures=True).adoption.pictures == {}
    assert web.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/user-attachments/assets/12345678-1234-4123-8123-123456789abc",
        "https://github.com/writer/weekly/assets/12345/12345678-1234-4123-8123-123456789abc",
        "https://user-images.githubusercontent.com/1/2-3.png",
        f"https://raw.githubusercontent.com/writer/weekly/{'a' * 40}/0.png",
        f"https://github.com/writer/weekly/blob/{'a' * 40}/0.png?raw=true",
    ],
)
def test_addresses_that_last_are_remembered(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    shown_on_the_web(writer, monkeypatch, url, f'<img src="{url}" width="9">')
    assert list(recorded(writer, pictures=True).adoption.pictures.values()) == [url]
