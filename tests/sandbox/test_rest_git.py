"""Git objects, references and files over REST."""

from __future__ import annotations

import base64

from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox, SandboxClock

ROOT = "/repos/writer/weekly"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_the_git_data_api_answers_409_until_a_file_begins_the_repository(
    api: Api, sandbox: Sandbox
) -> None:
    repo = sandbox.add_repository("writer/weekly", files=None)
    assert repo.head() is None
    sent = {"tree": [{"path": "a", "mode": "100644", "type": "blob", "content": "x"}]}
    for method, path, body in (
        ("POST", "git/trees", sent),
        ("POST", "git/blobs", {"content": "x"}),
        ("GET", "git/ref/heads/main", None),
        ("GET", "git/matching-refs/heads/", None),
    ):
        answer = api(method, f"{ROOT}/{path}", body)
        assert (answer.status_code, answer.json()["message"]) == (409, "Git Repository is empty.")
    assert api("GET", f"{ROOT}/contents/README.md").status_code == 404
    put = api("PUT", f"{ROOT}/contents/README.md", {"message": "Begin", "content": b64(b"# a\n")})
    assert put.status_code == 201
    assert repo.read("README.md", "main") == b"# a\n"
    assert api("POST", f"{ROOT}/git/trees", sent).status_code == 201


def test_an_orphan_branch_is_made_of_tree_commit_and_ref(
    api: Api, repo: Repository, clock: SandboxClock
) -> None:
    clock.advance(5)
    lines = [
        {"path": "claim.json", "mode": "100644", "type": "blob", "content": "{}"},
        {"path": "posts/一.md", "mode": "100644", "type": "blob", "content": "hi"},
    ]
    tree = api("POST", f"{ROOT}/git/trees", {"tree": lines}).json()["sha"]
    sent = {"message": "Begin", "tree": tree, "parents": []}
    commit = api("POST", f"{ROOT}/git/commits", sent).json()
    assert commit["committer"]["date"] == "2026-11-22T09:00:05Z"
    ref = {"ref": "refs/heads/ghblog", "sha": commit["sha"]}
    assert api("POST", f"{ROOT}/git/refs", ref).status_code == 201
    assert repo.files("ghblog") == ["claim.json", "posts/一.md"]
    assert [each.parents for each in repo.log("ghblog")] == [()]
    again = api("POST", f"{ROOT}/git/refs", ref)
    assert (again.status_code, again.json()["message"]) == (422, "Reference already exists")


def test_a_tree_on_a_base_keeps_what_it_does_not_name(api: Api, repo: Repository) -> None:
    repo.commit("main", {"a/one": b"1", "a/two": b"2"}, "Add")
    head = repo.head()
    lines = [{"path": "a/one", "mode": "100644", "type": "blob", "sha": None}]
    tree = api("POST", f"{ROOT}/git/trees", {"base_tree": head, "tree": lines}).json()["sha"]
    shown = api("GET", f"{ROOT}/git/trees/{tree}?recursive=1").json()["tree"]
    assert [each["path"] for each in shown] == ["README.md", "a", "a/two"]


def test_references_are_read_moved_and_removed(api: Api, repo: Repository) -> None:
    first = repo.head()
    second = repo.commit("topic/x", {"b": b"2"}, "Other")
    third = repo.commit("main", {"b": b"2"}, "Next")
    assert api("GET", f"{ROOT}/git/ref/heads/main").json()["object"]["sha"] == third
    names = [each["ref"] for each in api("GET", f"{ROOT}/git/matching-refs/heads/").json()]
    assert names == ["refs/heads/main", "refs/heads/topic/x"]
    path = f"{ROOT}/git/refs/heads/topic/x"
    assert api("PATCH", path, {"sha": third}).status_code == 422
    assert api("PATCH", path, {"sha": third, "force": True}).status_code == 200
    assert (repo.head("topic/x"), first == second) == (third, False)
    assert api("DELETE", path).status_code == 204
    assert api("GET", f"{ROOT}/git/ref/heads/topic/x").status_code == 404
    assert api("GET", f"{ROOT}/git/commits/{third}").json()["parents"][0]["sha"] == first


def test_blobs_come_back_as_they_were_sent(api: Api, repo: Repository) -> None:
    data = bytes(range(256)) * 5
    made = api("POST", f"{ROOT}/git/blobs", {"content": b64(data), "encoding": "base64"}).json()
    got = api("GET", f"{ROOT}/git/blobs/{made['sha']}").json()
    assert base64.b64decode(got["content"]) == data
    raw = {"Accept": "application/vnd.github.raw+json"}
    assert api("GET", f"{ROOT}/git/blobs/{made['sha']}", headers=raw).content == data


def test_files_are_read_and_written_by_path(api: Api, repo: Repository) -> None:
    path = f"{ROOT}/contents/docs/a%20b.md"
    made = api("PUT", path, {"message": "m", "content": b64(b"1"), "branch": "main"})
    assert made.status_code == 201
    assert api("PUT", path, {"message": "m", "content": b64(b"2")}).status_code == 422
    wrong = {"message": "m", "content": b64(b"2"), "sha": "0" * 40}
    assert api("PUT", path, wrong).status_code == 409
    right = {**wrong, "sha": made.json()["content"]["sha"]}
    assert api("PUT", path, right).status_code == 200
    got = api("GET", path).json()
    assert (base64.b64decode(got["content"]), got["path"]) == (b"2", "docs/a b.md")
    assert [each["type"] for each in api("GET", f"{ROOT}/contents/").json()] == ["file", "dir"]
    raw = api("GET", path, headers={"Accept": "application/vnd.github.raw"})
    assert raw.content == b"2"
    gone = api("DELETE", path, {"message": "m", "sha": got["sha"]})
    assert gone.status_code == 200
    assert repo.files() == ["README.md"]


def test_repository_branch_user_limits_and_meta_are_as_described(
    api: Api, repo: Repository
) -> None:
    assert api("GET", ROOT).json()["permissions"]["push"] is True
    assert api("GET", f"{ROOT}/branches/main").json()["commit"]["sha"] == repo.head()
    assert api("GET", "/user").json()["login"] == "writer"
    assert api("GET", "/rate_limit").json()["resources"]["core"]["limit"] == 5000
    assert api("GET", "/meta").status_code == 200
    assert api("PATCH", ROOT, {"description": "x"}).json()["description"] == "x"
    assert api("POST", "/markdown", {"text": "a\nb", "mode": "gfm"}).text.count("<br") == 1
