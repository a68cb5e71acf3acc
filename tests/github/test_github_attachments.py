"""Attachments: what is sent, what GitHub's refusals mean, and what is never sent twice."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from github_door import Door
from github_stubs import StubClock, adapter, answer

from ghblog.errors import (
    AnswerLostError,
    AttachmentRefusedError,
    GhblogError,
    GitHubError,
    NotAuthenticatedError,
    RateLimitedError,
)
from ghblog.github import GitHubAdapter, connect
from ghblog.github.calls import Answer, Lost
from ghblog.github.hosts import uploads_url
from ghblog.sandbox import Repository, Sandbox, SandboxClock

PNG = b"\x89PNG\r\n\x1a\n\x00data"
ASSET = "https://github.com/user-attachments/assets/12345678-1234-4123-8123-123456789abc"
FOUND = answer(200, {"data": {"repository": {"id": "R_1", "databaseId": 5}}})


def read(hub: GitHubAdapter) -> None:
    hub.read(branch="ghblog", files=(), index=(), labels=())


def upload(hub: GitHubAdapter, name: str = "a.png", mime: str = "image/png") -> str:
    return hub.upload(name, mime, PNG)


def fetched(url: str) -> requests.Response:
    session = requests.Session()
    session.trust_env = False
    return session.get(url, timeout=10)


# -- the way it goes -------------------------------------------------------------------------


def test_a_picture_is_attached_in_one_request_and_shows_once_a_post_refers_to_it(
    sandbox: Sandbox, hub: GitHubAdapter
) -> None:
    read(hub)
    sandbox.requests.clear()
    url = upload(hub)
    assert len(sandbox.requests) == len(sandbox.uploads) == 1
    assert fetched(url).status_code == 404
    hub.create_issue("Week 1", f"![a]({url})", ())
    assert fetched(url).content == PNG


def test_who_has_not_read_asks_for_the_repository_once(
    sandbox: Sandbox, hub: GitHubAdapter
) -> None:
    upload(hub)
    upload(hub)
    assert [entry.operation or entry.method for entry in sandbox.requests] == [
        "Repository",
        "POST",
        "POST",
    ]


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("图 1&2 #+%.svg", "image/svg+xml"),
        ("a.jpg", "image/jpeg"),
        ("a.mp4", "video/mp4"),
    ],
)
def test_names_and_types_arrive_as_they_are(
    sandbox: Sandbox, hub: GitHubAdapter, name: str, mime: str
) -> None:
    made = sandbox.world.attachments[upload(hub, name, mime)[-36:]]
    assert (made.name, made.content_type, made.data) == (name, mime, PNG)
    assert "+xml" not in sandbox.uploads[0].query


def test_a_film_of_many_megabytes_arrives_whole(sandbox: Sandbox, hub: GitHubAdapter) -> None:
    film = bytes(range(256)) * 50_000
    url = hub.upload("a.mp4", "video/mp4", film)
    assert sandbox.world.attachments[url[-36:]].data == film


def test_uploads_keep_a_second_apart_like_all_writes(
    hub: GitHubAdapter, clock: SandboxClock
) -> None:
    start = clock.monotonic()
    for _ in range(3):
        upload(hub)
    assert clock.monotonic() - start == pytest.approx(2)


# -- where it can be done --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("api", "uploads"),
    [
        ("https://api.github.com", "https://uploads.github.com"),
        ("https://API.github.com/", "https://uploads.github.com"),
        ("https://api.acme.ghe.com", "https://uploads.acme.ghe.com"),
        ("http://127.0.0.1:8080/api/v3", "http://127.0.0.1:8080/api/uploads"),
        ("http://localhost:99", "http://localhost:99/api/uploads"),
        ("http://me:secret@127.0.0.1:80", "http://127.0.0.1:80/api/uploads"),
        ("http://[::1]:99/api/v3", "http://[::1]:99/api/uploads"),
        ("https://github.example.org/api/v3", ""),
        ("https://api.github.com.example.org", ""),
        ("https://apixghe.com", ""),
    ],
)
def test_uploads_go_to_a_host_of_their_own(api: str, uploads: str) -> None:
    assert uploads_url(api) == uploads


@pytest.mark.parametrize(
    "token", ["ghp_x", "gho_x", "github_pat_x", "ghu_x", "0" * 40, "something-new"]
)
def test_other_tokens_may_try(token: str) -> None:
    hub, wire, _, _ = adapter(token=token)
    assert hub.attachments() == ""
    assert wire.sent == []


def test_a_workflows_token_is_known_to_be_refused_and_the_reason_told(
    sandbox: Sandbox, repo: Repository, door: Door
) -> None:
    sandbox.add_token("writer", "ghs_x")
    hub = door(token="ghs_x")
    assert "GitHub Actions" in hub.attachments()
    assert sandbox.requests == []
    with pytest.raises(AttachmentRefusedError, match=r"HTTP status 404") as caught:
        upload(hub)
    assert caught.value.all
    assert "personal access token" in caught.value.hint


def test_enterprise_server_takes_none_and_nothing_is_sent() -> None:
    clock = StubClock()
    _, wire, _, _ = adapter()
    url = "https://github.example.org/api/v3"
    hub = connect("ghp_x", url, "writer/weekly", clock, lambda _: None, wire=wire)
    assert "github.example.org is a GitHub Enterprise Server" in hub.attachments()
    with pytest.raises(AttachmentRefusedError, match="Enterprise") as caught:
        upload(hub)
    assert caught.value.all
    assert wire.sent == []


# -- refusals --------------------------------------------------------------------------------


def refused(*answers: Answer | Lost, error: type[GhblogError] = GhblogError) -> Any:
    """The error that an upload ends with; also how often it was sent, as `.sent`."""
    hub, wire, _, _ = adapter(FOUND, *answers)
    with pytest.raises(error) as caught:
        upload(hub)
    return caught.value, len(wire.sent) - 1


def test_who_may_only_read_is_told_that_no_picture_will_be_taken(
    sandbox: Sandbox, repo: Repository, door: Door
) -> None:
    hub = door(token="ghp_reader")
    with pytest.raises(AttachmentRefusedError, match="takes no attachments for writer") as caught:
        upload(hub)
    assert caught.value.all
    assert "write access" in caught.value.hint
    assert 'pictures.store = "branch"' in caught.value.hint
    assert len(sandbox.uploads) == 1


@pytest.mark.parametrize("body", [{"message": "Not Found"}, "<html>Not here</html>", ""])
@pytest.mark.parametrize("status", [403, 404])
def test_a_refused_token_is_told_whatever_form_the_answer_has(status: int, body: object) -> None:
    error, sent = refused(answer(status, body), error=AttachmentRefusedError)
    assert error.all
    assert sent == 1
    assert "verysecret" not in f"{error} {error.hint}"


@pytest.mark.parametrize("status", [400, 409, 413, 415, 422])
@pytest.mark.parametrize("body", [{"message": "type not allowed"}, "<html>Too Large</html>"])
def test_a_refused_picture_leaves_the_others_their_chance(status: int, body: object) -> None:
    error, sent = refused(answer(status, body), error=AttachmentRefusedError)
    assert not error.all
    assert sent == 1
    assert "upload “a.png”" in str(error)
    assert "10 MB" in error.hint


def test_githubs_own_words_are_shown(sandbox: Sandbox, hub: GitHubAdapter) -> None:
    with pytest.raises(AttachmentRefusedError, match=r"extension of image/jpeg"):
        upload(hub, "a.png", "image/jpeg")


def test_a_bad_token_is_no_matter_of_attachments() -> None:
    error, sent = refused(answer(401, {"message": "Bad credentials"}), error=NotAuthenticatedError)
    assert sent == 1
    assert "does not accept the token" in str(error)


def test_a_redirect_is_no_upload() -> None:
    error, sent = refused(answer(302, "<html>Sign in</html>"), error=GitHubError)
    assert not isinstance(error, AttachmentRefusedError | AnswerLostError)
    assert sent == 1


# -- limits and lost answers -----------------------------------------------------------------


def test_a_limit_is_waited_for_and_the_picture_is_there_once(
    sandbox: Sandbox, hub: GitHubAdapter, clock: SandboxClock, door: Door
) -> None:
    read(hub)
    sandbox.faults.add("POST /user-attachments/assets", status=429, headers={"Retry-After": "7"})
    start = clock.monotonic()
    upload(hub)
    assert clock.monotonic() - start == pytest.approx(7)
    assert len(sandbox.world.attachments) == 1
    assert [entry.status for entry in sandbox.uploads] == [429, 201]
    assert "GitHub asks to wait" in door.told[0]


def test_a_limit_that_is_too_long_is_left_to_the_caller() -> None:
    limited = answer(429, {}, {"retry-after": "7200"})
    _, sent = refused(limited, error=RateLimitedError)
    assert sent == 1


@pytest.mark.parametrize(
    ("how", "kept"),
    [
        ({"drop": "before"}, 0),
        ({"drop": "after"}, 1),
        ({"nonsense": b"<html>"}, 1),
        ({"nonsense": b'{"url": "https://example.org/a.png"}'}, 1),
        ({"status": 502, "body": "<html>Bad Gateway"}, 0),
        ({"status": 504, "body": {"message": "timeout"}}, 0),
    ],
)
def test_an_upload_without_a_usable_answer_is_in_doubt_and_not_repeated(
    sandbox: Sandbox, hub: GitHubAdapter, how: dict[str, Any], kept: int
) -> None:
    sandbox.faults.add("POST /user-attachments/assets", **how)
    with pytest.raises(AnswerLostError, match=r"upload “a.png”") as caught:
        upload(hub)
    assert "anew" in caught.value.hint
    assert len(sandbox.uploads) == 1
    assert len(sandbox.world.attachments) == kept
    assert upload(hub)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        5,
        ASSET.replace("https", "http"),
        ASSET.replace("https", "javascript"),
        "http://127.0.0.1/user-attachments/assets/1",
        "/user-attachments/assets/1",
        f"{ASSET})",
        f"{ASSET} x",
        f"{ASSET}\n",
        "https://github.com/x)![](/user-attachments/assets/1",
        "https://github.com/user-attachments/assets/",
    ],
)
def test_an_answer_that_names_no_attachment_is_a_lost_one(url: object) -> None:
    _, sent = refused(answer(201, {"url": url}), error=AnswerLostError)
    assert sent == 1


@pytest.mark.parametrize("body", [[], "", "x", 5, {"url": [ASSET]}])
def test_nonsense_in_the_place_of_an_answer_is_a_lost_one(body: object) -> None:
    refused(answer(201, body), error=AnswerLostError)


def test_a_host_that_cannot_be_reached_is_tried_again_since_nothing_was_sent() -> None:
    unreached = Lost("uploads.github.com cannot be reached", sent=False)
    hub, wire, clock, _ = adapter(FOUND, unreached, unreached, answer(201, {"url": ASSET}))
    assert upload(hub) == ASSET
    assert clock.slept[:2] == [1, 2]
    assert len(wire.sent) == 4


def test_a_network_that_lets_no_uploads_through_is_told_with_the_way_out() -> None:
    unreached = Lost("uploads.github.com cannot be reached", sent=False)
    error, sent = refused(*[unreached] * 6, error=GitHubError)
    assert not isinstance(error, AnswerLostError)
    assert sent == 6
    assert "uploads.github.com" in str(error)
    assert 'pictures.store = "branch"' in error.hint
