"""Attachments: GitHub's refusals, who sees them and when, and films that play."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox, SandboxClock

PNG = b"\x89PNG\r\n\x1a\n\x00data"
HEADERS = {"Accept": "application/vnd.github+json", "Content-Type": "application/octet-stream"}
Client = Callable[[str | None], Api]


def send(
    api: Api,
    repo: Repository | int | str,
    name: str = "a.png",
    kind: str = "image/png",
    data: bytes = PNG,
    **how: Any,
) -> requests.Response:
    """Upload a file as `gh` does."""
    number = repo.id if isinstance(repo, Repository) else repo
    asked = {"name": name, "content_type": kind, "repository_id": str(number)}
    headers = {**HEADERS, **how.pop("headers", {})}
    url = f"{api.box.url}/api/uploads/user-attachments/assets"
    return api("POST", url, params=asked, data=data, headers=headers, **how)


def look(url: str, token: str = "") -> requests.Response:
    """Open an address, signed in or not."""
    session = requests.Session()
    session.trust_env = False
    return session.get(
        url, timeout=10, headers={"Authorization": f"Bearer {token}"} if token else {}
    )


def test_the_same_bytes_twice_are_two_attachments(api: Api, repo: Repository) -> None:
    first, second = send(api, repo), send(api, repo)
    assert (first.status_code, second.status_code) == (201, 201)
    assert list(first.json()) == ["url"]
    assert first.json()["url"].startswith(f"{api.box.url}/user-attachments/assets/")
    assert first.json() != second.json()
    assert [entry.status for entry in api.box.uploads] == [201, 201]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "image/png"),
        ("A.JPG", "image/jpeg"),
        ("a.jpeg", "image/jpeg"),
        ("a.gif", "image/gif"),
        ("a.webp", "image/webp"),
        ("图 1.svg", "image/svg+xml"),
        ("a.mp4", "video/mp4"),
        ("a.mov", "video/quicktime"),
        ("a.webm", "video/webm"),
    ],
)
def test_pictures_and_films_are_taken(api: Api, repo: Repository, name: str, kind: str) -> None:
    assert send(api, repo, name, kind).status_code == 201


@pytest.mark.parametrize(
    ("name", "kind", "data", "says"),
    [
        ("a.jpg", "image/jpg", PNG, "not supported"),
        ("a.pdf", "application/pdf", PNG, "not supported"),
        ("a.heic", "image/heic", PNG, "not supported"),
        ("a.png", "", PNG, "not supported"),
        ("a.png", "image/jpeg", PNG, "extension"),
        ("a", "image/png", PNG, "extension"),
        (".png", "image/png", PNG, "extension"),
        ("a.png", "image/png", b"", "greater than 0"),
        ("a.png", "image/png", bytes(10 * 2**20 + 1), "less than 10 MB"),
    ],
)
def test_what_github_does_not_take_is_refused_and_not_kept(
    api: Api, repo: Repository, name: str, kind: str, data: bytes, says: str
) -> None:
    refused = send(api, repo, name, kind, data, wrong=True)
    assert refused.status_code == 422
    assert says in refused.text
    assert api.box.world.attachments == {}


def test_a_plus_that_nobody_encoded_is_a_space(api: Api, repo: Repository) -> None:
    query = f"name=a.svg&content_type=image/svg+xml&repository_id={repo.id}"
    url = f"{api.box.url}/api/uploads/user-attachments/assets?{query}"
    assert api("POST", url, data=PNG, headers=HEADERS).status_code == 422


def test_ten_megabytes_are_taken_and_a_film_may_be_larger(api: Api, repo: Repository) -> None:
    assert send(api, repo, data=bytes(10 * 2**20)).status_code == 201
    assert send(api, repo, "a.mp4", "video/mp4", bytes(10 * 2**20 + 1)).status_code == 201
    assert api.box.uploads[-1].sent == 10 * 2**20 + 1
    assert api.box.uploads[-1].body == b""


@pytest.mark.parametrize("kind", ["image/png", "application/json", ""])
def test_the_body_must_say_that_it_is_bytes(api: Api, repo: Repository, kind: str) -> None:
    headers = {"Content-Type": kind}
    assert send(api, repo, headers=headers, wrong=True).status_code == 415


@pytest.mark.parametrize("number", ["999999", "", "x", "-1", "²"])
def test_an_unknown_repository_is_not_found(api: Api, repo: Repository, number: str) -> None:
    assert send(api, number, wrong=True).status_code == 404


def test_who_may_not_upload_is_told_so(sandbox: Sandbox, client: Client, repo: Repository) -> None:
    sandbox.add_token("writer", "ghs_x")
    sandbox.add_token("writer", "github_pat_read", permissions={"contents": "read"})
    sandbox.add_token("writer", "github_pat_write", permissions={"contents": "write"})
    sandbox.add_token("writer", "ghp_narrow", scopes=("gist",))
    assert send(client(None), repo, wrong=True).status_code == 401
    assert send(client("ghp_nobody"), repo).status_code == 401
    assert send(client("ghp_reader"), repo).status_code == 404
    assert send(client("ghs_x"), repo).status_code == 404
    assert send(client("github_pat_read"), repo).status_code == 404
    assert send(client("ghp_narrow"), repo).status_code == 404
    assert send(client("github_pat_write"), repo).status_code == 201
    repo.archived = True
    assert send(client("ghp_writer"), repo).status_code == 403
    assert len(sandbox.world.attachments) == 1


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_nothing_lists_or_deletes_attachments(api: Api, repo: Repository, method: str) -> None:
    url = send(api, repo).json()["url"]
    place = f"{api.box.url}/api/uploads/user-attachments/assets"
    assert api(method, place, wrong=True).status_code == 404
    assert api(method, f"{place}/{url[-36:]}", wrong=True).status_code == 404
    assert len(api.box.world.attachments) == 1


def test_uploads_count_against_the_hourly_budget(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    sandbox.limits.per_user = 1
    assert send(api, repo).headers["x-ratelimit-remaining"] == "0"
    assert send(api, repo).status_code == 403
    assert len(sandbox.world.attachments) == 1


@pytest.mark.parametrize(
    ("how", "kept"),
    [({"status": 429, "headers": {"Retry-After": "7"}}, 0), ({"nonsense": b"<html>"}, 1)],
)
def test_an_upload_can_be_made_to_go_wrong(
    api: Api, sandbox: Sandbox, repo: Repository, how: dict[str, Any], kept: int
) -> None:
    sandbox.faults.add("POST /user-attachments/assets", **how)
    refused = send(api, repo)
    assert refused.headers.get("Retry-After", "") == ("" if kept else "7")
    assert len(sandbox.world.attachments) == kept
    assert sandbox.uploads[0].fault


@pytest.mark.parametrize("drop", ["before", "after"])
def test_the_connection_can_be_cut_before_or_after_the_work(
    api: Api, sandbox: Sandbox, repo: Repository, drop: str
) -> None:
    sandbox.faults.add(lambda incoming: incoming.upload, drop=drop)
    with pytest.raises(requests.ConnectionError):
        send(api, repo)
    assert len(sandbox.world.attachments) == (drop == "after")


# -- who sees it -----------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["issue", "discussion", "comment", "edit"])
def test_strangers_see_an_attachment_once_a_text_refers_to_it(
    api: Api, sandbox: Sandbox, repo: Repository, where: str
) -> None:
    repo.has_discussions = True
    repo.make_categories()
    url = send(api, repo).json()["url"]
    assert look(url).status_code == 404
    text = f"![a]({url})"
    match where:
        case "issue":
            repo.add_issue(title="one", body=text)
        case "discussion":
            repo.add_discussion(title="one", body=text)
        case "comment":
            repo.add_comment(repo.add_issue(title="one").number, text)
        case "edit":
            repo.edit_issue(repo.add_issue(title="one").number, body=text)
    shown = look(url)
    assert (shown.status_code, shown.content) == (200, PNG)
    assert shown.headers["Content-Type"] == "image/png"


def test_who_uploaded_it_sees_it_at_once_and_others_who_may_not_see_the_repository_do_not(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    repo.private = True
    url = send(api, repo).json()["url"]
    assert look(url, "ghp_writer").content == PNG
    assert look(url, "ghp_reader").status_code == 404
    assert look(url, "ghp_nobody").status_code == 404


def test_a_drawing_cannot_run_scripts_on_the_pages(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    url = send(api, repo, "a.svg", "image/svg+xml", drawing).json()["url"]
    shown = look(url, "ghp_writer")
    assert shown.headers["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_attachments_are_there_again_after_a_restart(tmp_path: Path) -> None:
    folder, clock = tmp_path / "box", SandboxClock()
    with Sandbox(folder=folder, clock=clock) as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"x"})
        name = send(Api(box), repo).json()["url"][-36:]
    with Sandbox(folder=folder, clock=clock) as box:
        url = f"{box.url}/user-attachments/assets/{name}"
        assert look(url).status_code == 404
        assert look(url, "ghp_writer").content == PNG
        box.repository("writer/weekly").add_issue(title="one", body=url)
        assert look(url).content == PNG


# -- pages -----------------------------------------------------------------------------------


def test_a_page_shows_pictures_and_plays_films_that_stand_alone(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    picture = send(api, repo).json()["url"]
    film = send(api, repo, "a.mp4", "video/mp4").json()["url"]
    player = f'<video src="{film}" controls'
    played = [film, f"Above\n\n  {film}  \n\nbelow", f"Above\n{film}\nbelow"]
    not_played = [
        f"See {film}",
        f"[{film}]({film})",
        f"[a film]({film})",
        f"`{film}`",
        f"    {film}",
        f"![a]({film})",
        picture,
        "http://127.0.0.1/user-attachments/assets/00000000-0000-4000-8000-000000000000",
    ]
    for text in [*played, *not_played]:
        number = repo.add_issue(title="one", body=text).number
        page = look(f"{sandbox.url}/writer/weekly/issues/{number}").text
        assert (player in page) is (text in played), text
    number = repo.add_issue(title="one", body=f"![a]({picture})").number
    repo.add_comment(number, film)
    page = look(f"{sandbox.url}/writer/weekly/issues/{number}").text
    assert f'<img src="{picture}"' in page
    assert player in page
