"""A repository with posts made by hand → a folder of files, which publishing agrees with."""

from __future__ import annotations

import errno
import socket
from datetime import date, timedelta
from pathlib import Path

import pytest
from writers import Writer, make_writer, png

from ghblog.errors import FetchError
from ghblog.importing import Choice, Fate, Order
from ghblog.intake import Taken
from ghblog.marker import marker_for, same_text
from ghblog.model import Action, Kind
from ghblog.model.adoption import Adoption
from ghblog.sandbox import Sandbox, SandboxClock
from ghblog.sandbox.filling import fill as fill_by_hand
from ghblog.web import SafeWeb, any_host


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """A writer whose folder is empty, and whose repository has pictures and readers."""
    sandbox.add_user("friend", token="ghp_friend")
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    repo.has_discussions = True
    repo.make_categories()
    return make_writer(sandbox, repo, tmp_path)


def take_in(writer: Writer, choice: Choice | None = None, **order: object) -> Taken:
    """Import."""
    return writer.blog().take_in(choice or Choice(), Order(**order))  # type: ignore[arg-type]


def picture(writer: Writer, number: int) -> str:
    """The address of a picture that was dropped into a text in the browser."""
    id_ = f"00000000-0000-4000-8000-{number:012}"
    writer.repo.world.add_attachment("image.png", png(number), "image/png", id=id_)
    return f"{writer.box.url}/user-attachments/assets/{id_}"


def files(writer: Writer) -> dict[str, bytes]:
    """All files below the posts folder."""
    posts = writer.folder / "posts"
    found = (path for path in posts.rglob("*") if path.is_file())
    return {path.relative_to(posts).as_posix(): path.read_bytes() for path in found}


def fill(writer: Writer, clock: SandboxClock, count: int) -> None:
    """Posts as people make them by hand: pictures, twins, closed ones, comments, both kinds."""
    for n in range(count):
        clock.advance(timedelta(hours=30).total_seconds())
        title = "周报" if n % 5 == 0 else f"第{n}周周报"
        body = f"Week {n}.\r\n\r\n![a]({picture(writer, n % 9)})\r\n\r\nSee [it](https://x.example/{n})."
        if n % 4 == 3:
            item = writer.repo.add_discussion(title=title, body=body, category="Ideas")
        else:
            item = writer.repo.add_issue(title=title, body=body, labels=["weekly"])
        if n % 7 == 0:
            writer.repo.add_comment(item.number, f"More of week {n}.")
            writer.repo.add_comment(item.number, "Nice!", author="friend")
            writer.repo.add_comment(item.number, "Thanks!")
        if n % 11 == 0:
            item.closed_at = clock.now()


def test_a_hundred_posts_are_imported_and_publishing_them_changes_nothing(
    writer: Writer, clock: SandboxClock
) -> None:
    fill(writer, clock, 110)
    writer.repo.add_issue(title="A question", body="How?", author="friend")
    before = [
        (item.number, item.body, item.title) for item in writer.repo.of("issue", "discussion")
    ]
    taken = take_in(writer)
    assert taken.ok
    assert len(taken.imported.of(Fate.WRITTEN)) == 110
    found = files(writer)
    assert len([name for name in found if name.endswith(".md")]) == 110
    assert len([name for name in found if name.startswith("pictures/")]) == 9
    assert writer.plan().writes == ()
    outcome, requests = writer.counted()
    assert outcome is None
    assert requests == 1
    after = [(item.number, item.body, item.title) for item in writer.repo.of("issue", "discussion")]
    assert after == before
    again = take_in(writer)
    assert again.ok
    assert len(again.imported.of(Fate.HERE)) == 110
    assert files(writer) == found


def opened(writer: Writer, title: str, body: str = "Text.", **rest: object) -> int:
    """Open an issue by hand; its number."""
    number: int = writer.repo.add_issue(title=title, body=body, **rest).number  # type: ignore[arg-type]
    return number


def test_a_file_holds_what_the_issue_says(writer: Writer) -> None:
    body = "# Head\r\n\r\n    code\r\n\r\n[a](https://x.example/?a=b&c) @writer #1\r\n"
    number = opened(writer, 'A: "title"', body, labels=["weekly", "a, b"])
    writer.repo.issue(number).closed_at = writer.box.clock.now()
    assert take_in(writer).ok
    assert files(writer) == {
        "2026-11-22-a-title.md": (
            '---\ntitle: "A: \\"title\\""\ndate: 2026-11-22\nlabels: [weekly, "a, b"]\n'
            f"issue: {number}\nclosed: true\n---\n\n"
            "# Head\n\n    code\n\n[a](https://x.example/?a=b&c) @writer #1\n"
        ).encode()
    }
    assert writer.plan().writes == ()


def test_the_next_edit_of_an_imported_post_changes_that_post_only(writer: Writer) -> None:
    shown = picture(writer, 1)
    numbers = [opened(writer, f"Week {n}", f"Text {n}.\n\n![a]({shown})") for n in range(3)]
    take_in(writer)
    [path] = (path for path in (writer.folder / "posts").glob("*week-1.md"))
    path.write_bytes(path.read_bytes() + b"\nMore.\n")
    outcome = writer.publish()
    assert outcome and outcome.ok
    assert [result.number for result in outcome.results] == [numbers[1]]
    text = writer.body(numbers[1])
    assert text.strip().startswith("Text 1.\n\n![a](")
    assert shown in text and "\n\nMore.\n" in text
    assert shown in writer.stored("pictures.json").decode()
    assert writer.body(numbers[0]) == f"Text 0.\n\n![a]({shown})"
    assert not [name for name in writer.repo.files("ghblog") if name.startswith("pictures/")]


def test_only_the_authors_own_comments_that_go_on_with_the_post_are_appended(
    writer: Writer,
) -> None:
    number = opened(writer, "Long", "One.")
    for body, author in (("Two.", ""), ("Three.", ""), ("Hm?", "friend"), ("Answer.", "")):
        writer.repo.add_comment(number, body, author=author)
    alone = opened(writer, "Asked", "One.")
    writer.repo.add_comment(alone, "First!", author="friend")
    writer.repo.add_comment(alone, "Thanks.")
    fence = opened(writer, "Fence", "```\nnever closed")
    writer.repo.add_comment(fence, "Two.")
    taken = take_in(writer)
    found = files(writer)
    rule = "<!-- continued 2026-11-22 -->"
    assert (
        found["2026-11-22-long.md"]
        .decode()
        .endswith(f"\n\nOne.\n\n{rule}\n\nTwo.\n\n{rule}\n\nThree.\n")
    )
    assert found["2026-11-22-asked.md"].endswith(b"\n\nOne.\n")
    assert found["2026-11-22-fence.md"].endswith(b"\n\n```\nnever closed\n")
    told = {item.number: (item.comments, item.notes) for item in taken.imported.items}
    assert told[number] == (2, ())
    assert told[alone] == (0, ())
    assert told[fence] == (0, ("1 comment(s) of the author's could not be put below it",))
    assert writer.plan().writes == ()


def test_comments_may_be_left_out(writer: Writer) -> None:
    number = opened(writer, "Long", "One.")
    writer.repo.add_comment(number, "Two.")
    take_in(writer, comments=False)
    assert files(writer)["2026-11-22-long.md"].endswith(b"\n\nOne.\n")


def test_it_can_be_limited(writer: Writer, clock: SandboxClock) -> None:
    writer.repo.has_discussions = True
    old = opened(writer, "Old", labels=["weekly", "done"])
    writer.repo.issue(old).closed_at = clock.now()
    friends = opened(writer, "Friend's", author="friend")
    clock.advance(86400 * 10)
    new = opened(writer, "New", labels=["Weekly"])
    talk = writer.repo.add_discussion(title="Talk", body="Hi.", category="Ideas").number

    def chosen(**rest: object) -> list[int]:
        taken = take_in(writer, Choice(**rest), dry=True)  # type: ignore[arg-type]
        return [item.number for item in taken.imported.items]

    assert chosen() == [old, new, talk]
    assert chosen(authors=("*",)) == [old, friends, new, talk]
    assert chosen(authors=("@Friend",)) == [friends]
    assert chosen(labels=("weekly",)) == [old, new]
    assert chosen(labels=("weekly", "done")) == [old]
    assert chosen(categories=("ideas",)) == [talk]
    assert chosen(kinds=(Kind.DISCUSSION,)) == [talk]
    assert chosen(closed=True) == [old]
    assert chosen(closed=False) == [new, talk]
    assert chosen(since=date(2026, 12, 2)) == [new, talk]
    assert chosen(until=date(2026, 11, 22)) == [old]
    assert files(writer) == {}


def test_somebody_elses_posts_can_be_taken_over(writer: Writer) -> None:
    opened(writer, "Friend's", author="friend")
    assert take_in(writer, Choice(authors=("friend",))).ok
    assert writer.plan().writes == ()


def test_pictures_that_cannot_be_had_keep_their_address(writer: Writer) -> None:
    good, bad = picture(writer, 1), f"{writer.box.url}/user-attachments/assets/none"
    page = f"{writer.repo.url}/blob/main/README.md?raw=true"
    other = "https://pictures.example/a.png"
    body = "".join(f"![a]({url})\n\n" for url in (good, bad, page, other, good))
    opened(writer, "Pictures", body + f"`![a]({good})`\n")
    taken = take_in(writer)
    text = files(writer)["2026-11-22-pictures.md"].decode()
    assert text.count("](pictures/") == 2
    for left in (bad, page, other, f"`![a]({good})`"):
        assert left in text
    assert taken.imported.items[0].notes == (
        f"{bad}: it is not there (404); its address stays",
        f"{page}: it is not a picture: GitHub shows png, jpg, gif, webp and svg; its address stays",
        f"{other}: pictures.example is not GitHub's; its address stays",
    )
    assert taken.ok
    assert writer.plan().writes == ()


def test_private_addresses_are_never_asked_for_pictures_not_even_through_redirects(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []
    monkeypatch.setattr(
        "urllib3.util.connection.create_connection", lambda to, *_, **__: tried.append(to)
    )
    monkeypatch.setattr("socket.getaddrinfo", _private)
    urls = (
        "http://169.254.169.254/latest/meta-data/a.png",
        "https://10.0.0.1/a.png",
        "https://localhost:8443/a.png",
        "https://[::1]/a.png",
        "https://intranet.example/a.png",
    )
    web = SafeWeb(any_host)
    for url in urls:
        with pytest.raises(FetchError, match=r"address of this machine or network|not encrypted"):
            web.fetch(url, most=10)
    assert tried == []


def _private(host: str, port: int, *_: object, **__: object) -> list[object]:
    return [(2, 1, 6, "", ("192.168.0.7", port))]


def test_pictures_may_be_left_where_they_are(writer: Writer) -> None:
    opened(writer, "Pictures", f"![a]({picture(writer, 1)})")
    take_in(writer, pictures=False)
    assert list(files(writer)) == ["2026-11-22-pictures.md"]
    assert picture(writer, 1).encode() in files(writer)["2026-11-22-pictures.md"]


def test_links_between_imported_posts_may_become_links_between_files(writer: Writer) -> None:
    first = opened(writer, "第一周")
    base = writer.repo.url
    body = (
        f"[one]({base}/issues/{first}) [two]({base}/issues/{first}#issuecomment-1) "
        f"[three]({base}/issues/999) `[x]({base}/issues/{first})` {base}/issues/{first}"
    )
    opened(writer, "Second", body)
    take_in(writer, links=True, pattern="{year}/{slug}")
    text = files(writer)["2026/second.md"].decode()
    assert "[one](%E7%AC%AC%E4%B8%80%E5%91%A8.md) " in text
    assert text.count(f"/issues/{first}") == 3
    assert writer.plan().writes == ()


def test_pictures_are_found_from_a_folder_below(writer: Writer) -> None:
    opened(
        writer,
        "Week",
        f'<img width="9" src="{picture(writer, 1)}" />\n\n![b]({picture(writer, 2)} "t")',
    )
    assert take_in(writer, pattern="{year}/{month}/{slug}").ok
    text = files(writer)["2026/11/week.md"].decode()
    assert '<img width="9" src="../../pictures/' in text
    assert "![b](../../pictures/" in text
    assert writer.plan().of(Action.REFUSE) == ()


def test_a_file_of_the_writers_is_never_overwritten(writer: Writer) -> None:
    opened(writer, "Week")
    other = opened(writer, "Other")
    writer.write("posts/2026-11-22-week.md", "---\ntitle: Mine\n---\nMine.\n")
    taken = take_in(writer)
    assert not taken.ok
    [blocked] = taken.imported.of(Fate.BLOCKED)
    assert blocked.reason == "a file with other content is there"
    assert [item.number for item in taken.imported.of(Fate.WRITTEN)] == [other]
    assert files(writer)["2026-11-22-week.md"] == b"---\ntitle: Mine\n---\nMine.\n"


def test_a_post_that_may_be_the_same_is_not_given_a_twin(writer: Writer) -> None:
    opened(writer, "Week  28")
    writer.write("posts/w28.md", "# week 28\n\nText.\n")
    [blocked] = take_in(writer).imported.of(Fate.BLOCKED)
    assert blocked.reason == ("posts/w28.md has the same title and may be it; see `ghblog adopt`")


def test_what_ghblog_published_itself_is_here_already(writer: Writer) -> None:
    writer.write_posts(3)
    writer.publish()
    before = files(writer)
    taken = take_in(writer)
    assert taken.ok
    assert len(taken.imported.of(Fate.HERE)) == 3
    assert files(writer) == before


def test_an_edited_file_is_left_alone_by_the_next_import(writer: Writer) -> None:
    opened(writer, "Week")
    take_in(writer)
    path = writer.folder / "posts/2026-11-22-week.md"
    path.write_bytes(path.read_bytes() + b"\nMine.\n")
    path.rename(path.with_name("moved.md"))
    assert len(take_in(writer).imported.of(Fate.HERE)) == 1
    assert list(files(writer)) == ["moved.md"]


def test_an_import_that_was_stopped_goes_on(writer: Writer) -> None:
    for n in range(6):
        opened(writer, f"Week {n}", f"![a]({picture(writer, n)})")
    writer.stop = lambda: len(files(writer)) >= 4
    taken = take_in(writer)
    assert taken.imported.stopped
    assert taken.adopted is None
    found = files(writer)
    writer.stop = lambda: False
    taken = take_in(writer)
    assert taken.ok
    assert len(taken.imported.of(Fate.HERE)) == 2
    assert len(taken.imported.of(Fate.WRITTEN)) == 4
    assert found.items() <= files(writer).items()
    assert writer.plan().writes == ()


def test_files_alone_can_be_written_and_adopted_later(writer: Writer) -> None:
    fill(writer, writer.box.clock, 8)
    taken = writer.blog().take_in(Choice(), Order(), agree=None)
    assert taken.adopted is None
    assert "ghblog" not in writer.repo.git.refs()
    writer.blog().adopt(pictures=True)
    assert writer.plan().writes == ()


def test_a_folder_that_leads_elsewhere_is_not_written_to(writer: Writer, tmp_path: Path) -> None:
    opened(writer, "Week")
    (tmp_path / "elsewhere").mkdir()
    (writer.folder / "posts/2026").symlink_to(tmp_path / "elsewhere")
    [blocked] = take_in(writer, pattern="{year}/{slug}").imported.of(Fate.BLOCKED)
    assert blocked.reason == "it would lie outside of the blog's folder"
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "title", ["../../../evil", "CON", "x" * 256, "🎉🎉🎉", "a\tb", "..", "<b>&amp;", "/etc/passwd"]
)
def test_whatever_the_title_is_the_post_comes_back_with_it(writer: Writer, title: str) -> None:
    opened(writer, title)
    taken = take_in(writer, pattern="{title}")
    assert taken.ok
    assert len(files(writer)) == 1
    plan = writer.plan()
    assert plan.writes == ()
    assert [change.title for change in plan.changes] == [" ".join(title.split())]


def test_an_issue_without_text_is_told_and_left_out(writer: Writer) -> None:
    opened(writer, "Empty", " \r\n")
    [blocked] = take_in(writer).imported.of(Fate.BLOCKED)
    assert blocked.reason == "it has no text"


def test_an_imported_file_that_cannot_be_published_yet_is_known_again(writer: Writer) -> None:
    opened(writer, "Broken", f"![a](gone.png) ![b]({picture(writer, 1)})")
    [item] = take_in(writer).imported.of(Fate.WRITTEN)
    assert item.notes == (
        "gone.png: it leads nowhere on GitHub, and publishing refuses it as a path; "
        "its address stays",
    )
    before = files(writer)
    [refused] = writer.plan().of(Action.REFUSE)
    assert "gone.png" in refused.reason
    assert len(take_in(writer).imported.of(Fate.HERE)) == 1
    assert files(writer) == before


def test_files_that_were_lost_come_back_with_their_ids(writer: Writer) -> None:
    writer.write("posts/a.md", "---\nid: first\ntitle: A\n---\n![a](../x.png)\n")
    writer.write("x.png", png(3))
    writer.publish()
    body = writer.body(1)
    (writer.folder / "posts/a.md").unlink()
    taken = take_in(writer)
    assert taken.ok
    [name] = (name for name in files(writer) if name.endswith(".md"))
    assert b"\nid: first\n" in files(writer)[name]
    assert b"<!-- ghblog" not in files(writer)[name]
    outcome = writer.publish()
    assert outcome is None or outcome.ok
    assert len(writer.repo.issues) == 1
    assert same_text(writer.body(1), body)
    assert writer.plan().writes == ()


def test_what_another_blog_here_keeps_is_left_to_it(writer: Writer) -> None:
    opened(writer, "Theirs", "Text.\n\n" + marker_for("other", "x", 1, 1, "d", "Text."))
    opened(writer, "Mine")
    taken = take_in(writer)
    assert [item.title for item in taken.imported.items] == ["Mine"]
    assert (
        "1 post is kept by another blog in this repository, and left to it"
        in taken.imported.notices
    )


def test_a_full_disk_is_told_and_leaves_no_half_a_file(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(writer, "Week", f"![a]({picture(writer, 1)})")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.link", full)
    monkeypatch.setattr("pathlib.Path.rename", full)
    [blocked] = take_in(writer).imported.of(Fate.BLOCKED)
    assert blocked.reason == "it cannot be written: No space left on device"
    assert files(writer) == {}


def test_without_links_on_the_disk_files_are_renamed_into_place(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", none)
    opened(writer, "Week", f"![a]({picture(writer, 1)})")
    assert take_in(writer).ok
    assert len(files(writer)) == 2


def test_who_may_only_read_gets_the_files_and_is_told_the_rest(
    writer: Writer, sandbox: Sandbox
) -> None:
    opened(writer, "Week")
    writer.token = "ghp_reader"
    taken = take_in(writer)
    assert not taken.ok
    assert "you may read writer/weekly, but not write to it" in taken.problem
    assert list(files(writer)) == ["2026-11-22-week.md"]


def test_recording_may_be_declined(writer: Writer) -> None:
    opened(writer, "Week")
    asked: list[int] = []

    def no(adoption: Adoption) -> bool:
        asked.append(len(adoption.found))
        return False

    taken = writer.blog().take_in(Choice(), Order(), agree=no)
    assert (asked, taken.adopted, taken.ok) == ([1], None, True)
    assert list(files(writer)) == ["2026-11-22-week.md"]


def test_300_posts_made_by_hand_come_in_and_are_published_without_a_change(
    writer: Writer,
) -> None:
    fill_by_hand(writer.repo, 300)
    items = list(writer.repo.items.values())
    before = [(item.title, item.body, item.edits, len(item.comments)) for item in items]
    taken = take_in(writer, Choice(authors=("*",)))
    assert [item for item in taken.imported.items if item.fate is not Fate.WRITTEN] == []
    assert any(item.comments for item in taken.imported.items)
    assert taken.imported.pictures > 20
    assert taken.adopted and taken.adopted.settled
    assert len(taken.adopted.adoption.found) == 300
    assert writer.counted() == (None, 1)
    items = list(writer.repo.items.values())
    assert [(item.title, item.body, item.edits, len(item.comments)) for item in items] == before
    assert not [one for one in writer.box.requests if one.method in {"PATCH", "PUT", "DELETE"}]
    found, requests = files(writer), writer.requests()
    assert len(take_in(writer, Choice(authors=("*",))).imported.of(Fate.HERE)) == 300
    assert files(writer) == found
    assert writer.requests() - requests < 10


def test_another_server_of_this_machine_is_not_asked_even_if_all_pictures_are_wanted(
    writer: Writer,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as private:
        private.setblocking(False)
        port = private.getsockname()[1]
        hosts = (f"127.0.0.1:{port}", f"localhost:{port}", f"127.1:{port}", f"[::1]:{port}")
        urls = [f"{scheme}://{host}/a.png" for scheme in ("http", "https") for host in hosts]
        opened(writer, "Week", "\n".join(f"![a]({url})" for url in urls))
        taken = writer.blog().take_in(Choice(), Order(), all_pictures=True)
        with pytest.raises(BlockingIOError):
            private.accept()
    assert taken.imported.pictures == 0
    assert [note.partition(": ")[2] for note in taken.imported.items[0].notes] == [
        "127.0.0.1 is an address of this machine or network; their addresses stay",
        "localhost is an address of this machine or network; their addresses stay",
        "127.1 is an address of this machine or network; their addresses stay",
        "the address makes no sense; their addresses stay",  # `[` is written `%5B`
    ]
