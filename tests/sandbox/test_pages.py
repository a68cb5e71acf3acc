"""What people see in the sandbox."""

from __future__ import annotations

import pytest
import requests

from ghblog.sandbox import Repository, Sandbox

PNG = b"\x89PNG\r\n\x1a\n\x00data"


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    files = {
        "README.md": "# 周报\n\n![图](docs/a.png) [more](docs/more.md)\n".encode(),
        "docs/a.png": PNG,
        "docs/more.md": b"Up: [home](../README.md)\n",
        "page.html": b"<script>alert(1)</script>",
    }
    return sandbox.add_repository("writer/weekly", files=files)


def get(sandbox: Sandbox, path: str, **how: object) -> requests.Response:
    session = requests.Session()
    session.trust_env = False
    session.headers["Accept"] = "text/html,*/*"
    return session.get(sandbox.url + path, timeout=10, **how)  # type: ignore[arg-type]


def test_the_front_shows_files_and_the_readme_with_its_pictures(
    sandbox: Sandbox, repo: Repository
) -> None:
    page = get(sandbox, "/writer/weekly").text
    assert "周报" in page
    assert 'src="/writer/weekly/raw/main/docs/a.png"' in page
    assert 'href="/writer/weekly/blob/main/docs/more.md"' in page
    assert get(sandbox, "/writer/weekly/raw/main/docs/a.png").content == PNG
    more = get(sandbox, "/writer/weekly/blob/main/docs/more.md").text
    assert 'href="/writer/weekly/blob/main/README.md"' in more


def test_an_issue_shows_its_text_labels_and_comments(sandbox: Sandbox, repo: Repository) -> None:
    repo.add_issue(title="<b>第一周</b>", body="one\ntwo <script>x</script>", labels=["weekly"])
    repo.add_comment(1, "**nice**", author="reader")
    page = get(sandbox, "/writer/weekly/issues/1").text
    assert "&lt;b&gt;第一周&lt;/b&gt;" in page
    assert "one<br" in page
    assert "<script" not in page
    assert "weekly</a>" in page
    assert "<strong>nice</strong>" in page
    listed = get(sandbox, "/writer/weekly/issues").text
    assert 'href="/writer/weekly/issues/1"' in listed
    assert "1 open" in listed
    assert (
        'href="/writer/weekly/issues/1"'
        not in get(sandbox, "/writer/weekly/issues?state=closed").text
    )


def test_long_lists_come_in_pages(sandbox: Sandbox, repo: Repository) -> None:
    for number in range(30):
        repo.add_issue(title=f"Week {number}", labels=["a"])
    first, second = (get(sandbox, f"/writer/weekly/issues?page={n}").text for n in (1, 2))
    assert ("Week 29" in first, "Week 0<" in first) == (True, False)
    assert "Week 0<" in second


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("blob/main/docs/a.png?raw=true", "image/png"),
        ("raw/main/docs/a.png", "image/png"),
        ("raw/main/page.html", "text/plain; charset=utf-8"),
        ("blob/ghblog/x/pictures/b.svg?raw=true", "image/svg+xml"),
    ],
)
def test_raw_files_have_the_right_type(
    sandbox: Sandbox, repo: Repository, path: str, kind: str
) -> None:
    repo.commit("ghblog/x", {"pictures/b.svg": b"<svg/>"}, "Add")
    answer = get(sandbox, f"/writer/weekly/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_every_page_is_there_and_what_is_not_says_so(sandbox: Sandbox, repo: Repository) -> None:
    repo.add_pull_request()
    talk = sandbox.add_repository("writer/talk", files=None, has_discussions=True)
    talk.add_discussion(title="Hello", body="you")
    for path in (
        "/",
        "/writer",
        "/writer/talk",
        "/writer/talk/discussions",
        "/writer/talk/discussions/1",
        "/writer/weekly/pull/1",
        "/writer/weekly/tree/main/docs",
        "/writer/weekly/blob/main/page.html",
        "/writer/weekly/blob/main/docs/a.png",
        "/writer/weekly/commits/main",
        f"/writer/weekly/commit/{repo.head()}",
        "/assets/style.css",
        "/avatars/1001",
    ):
        assert get(sandbox, path).status_code == 200, path
    for path in (
        "/nobody",
        "/writer/none",
        "/writer/weekly/issues/1",
        "/writer/weekly/blob/main/x",
    ):
        assert get(sandbox, path).status_code == 404, path


def test_old_addresses_of_a_renamed_repository_lead_to_the_new(
    sandbox: Sandbox, repo: Repository
) -> None:
    repo.add_issue(title="one")
    repo.rename("notes")
    answer = get(sandbox, "/writer/weekly/issues/1")
    assert (answer.status_code, answer.url) == (200, f"{sandbox.url}/writer/notes/issues/1")


def test_a_discussion_shows_its_category_state_and_replies(sandbox: Sandbox) -> None:
    repo = sandbox.add_repository("writer/talk", files=None, has_discussions=True)
    item = repo.add_discussion(title="读书", body="words", category="Ideas")
    item.closed_at, item.state_reason, item.locked = sandbox.clock.now(), "outdated", True
    first = repo.add_comment(1, "first question", author="reader")
    repo.add_comment(1, "second question", author="reader")
    repo.add_comment(1, "an answer to the first").reply_to = first.id
    repo.add_discussion(title="Other")
    page = get(sandbox, "/writer/talk/discussions/1").text
    assert "Closed as outdated" in page
    assert "Locked" in page
    assert 'href="/writer/talk/discussions/categories/ideas"' in page
    assert page.index("first question") < page.index("an answer") < page.index("second question")
    assert page.count("box reply") == 1
    assert f'id="discussioncomment-{first.id}"' in page
    listed = get(sandbox, "/writer/talk/discussions?state=closed").text
    assert "💡 Ideas" in listed
    inside = get(sandbox, "/writer/talk/discussions/categories/ideas?state=closed").text
    assert "读书" in inside
    assert "Other" not in get(sandbox, "/writer/talk/discussions/categories/ideas").text
    assert get(sandbox, "/writer/talk/discussions/categories/none").status_code == 404


def test_an_issue_shows_its_milestone_pin_lock_and_assignees(
    sandbox: Sandbox, repo: Repository
) -> None:
    item = repo.add_issue(title="Week 1")
    repo.add_issue(title="Week 2")
    repo.add_milestone("第一季")
    item.milestone, item.pinned, item.locked, item.assignees = 1, True, True, ["reader"]
    page = get(sandbox, "/writer/weekly/issues/1").text
    for words in ("🏁 第一季", "Pinned", "Locked", "👤 reader"):
        assert words in page
    listed = get(sandbox, "/writer/weekly/issues").text
    assert "📌 Week 1" in listed
    inside = get(sandbox, "/writer/weekly/milestone/1").text
    assert "Week 1" in inside
    assert "Week 2" not in inside
    assert get(sandbox, "/writer/weekly/milestone/2").status_code == 404
