"""What the server answers, to whom, and what it never gives away."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import threading
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit

import pytest
from preview.conftest import PATIENCE, Folder

from ghblog.errors import UsageError
from ghblog.preview import Preview
from ghblog.preview.guard import POLICY, is_ours
from ghblog.preview.serving import bind, origin_of

Serve = Callable[..., Preview]
POST = "---\ntitle: A\ndate: 2026-11-15\n---\n\n![](p.png)\n\n![](map.svg)\n\n![](film.mp4)\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


class Answer:
    """An answer, read to its end."""

    def __init__(self, raw: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = raw.status, raw.headers, raw.read()

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    preview: Preview, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
) -> Answer:
    """A request, spelt exactly so."""
    place = urlsplit(preview.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": place.netloc, **(headers or {})}.items():
            connection.putheader(name, value)
        connection.endheaders()
        return Answer(connection.getresponse())
    finally:
        connection.close()


def key_of(folder: Folder, path: str) -> str:
    """The name of a picture in the preview's addresses."""
    viewer = folder.viewer("", offline=True)
    viewer.look()
    posts = viewer.workshop.sources().posts
    return next(one.key for post in posts for one in post.pictures if one.path == path)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_another_name_for_this_machine_is_refused(folder: Folder, serve: Serve, host: str) -> None:
    preview = serve(folder)
    answer = ask(preview, "/", headers={"Host": host})
    assert answer.status == 403
    assert "does not answer to the name" in answer.text


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_the_machines_own_names_are_answered(folder: Folder, serve: Serve, name: str) -> None:
    preview = serve(folder)
    port = urlsplit(preview.url).port
    assert ask(preview, "/", headers={"Host": f"{name}:{port}"}).status == 200


def test_a_wildcard_host_takes_any_address_but_no_foreign_name() -> None:
    names = {"localhost", "0.0.0.0"}
    assert is_ours("192.168.1.7:4000", names, any_number=True)
    assert is_ours("[fe80::1]:4000", names, any_number=True)
    assert not is_ours("evil.example:4000", names, any_number=True)
    assert not is_ours("192.168.1.7:4000", names)
    assert not is_ours("localhost:x", names)
    assert not is_ours("user@localhost", names)


@pytest.mark.parametrize("origin", ["", "http://evil.example", "null", "http://127.0.0.1:1"])
def test_only_its_own_pages_may_make_it_read_github(
    folder: Folder, serve: Serve, origin: str
) -> None:
    preview = serve(folder)
    headers = {"Origin": origin} if origin else {}
    assert ask(preview, "/ask", method="POST", headers=headers).status == 403
    assert ask(preview, "/ask", method="POST", headers={"Origin": preview.url}).status == 204
    assert ask(preview, "/ask").status == 404


@pytest.mark.parametrize("path", ["/", "/posts/a", "/nowhere", "/static/preview.js", "/static/x"])
def test_every_answer_forbids_all_that_a_page_need_not_do(
    folder: Folder, serve: Serve, path: str
) -> None:
    folder.write("posts/a.md", "---\ntitle: A\ndate: 2026-11-15\n---\n\nx\n")
    headers = ask(serve(folder), path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert "script-src 'self';" in POLICY and "unsafe" not in POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-DNS-Prefetch-Control"] == "off"


def test_pictures_that_posts_show_are_served_and_no_other_file(
    folder: Folder, serve: Serve, picture: bytes
) -> None:
    folder.write("posts/a.md", POST.replace("![](film.mp4)", ""))
    folder.write("posts/p.png", picture)
    folder.write("posts/map.svg", SVG)
    folder.write("posts/other.png", picture + b"\0")
    preview = serve(folder)
    shown = ask(preview, f"/user-attachments/assets/{key_of(folder, 'posts/p.png')}")
    assert (shown.status, shown.headers["content-type"]) == (200, "image/png")
    drawn = ask(preview, f"/user-attachments/assets/{key_of(folder, 'posts/map.svg')}")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in drawn.headers["Content-Security-Policy"]
    assert "script" not in drawn.headers["Content-Security-Policy"]
    for name in ("other.png", "posts%2Fother.png", "x", "..%2F..%2Fghblog.toml"):
        assert ask(preview, f"/user-attachments/assets/{name}").status == 404


def test_one_missing_picture_spoils_no_other_of_its_post(
    folder: Folder, serve: Serve, picture: bytes
) -> None:
    folder.write("posts/images/p.png", picture)
    folder.write("posts/no.png", "no picture")
    text = "![](images/p.png)\n\n![a](images/pic29.png)\n\n![](no.png)\n"
    folder.write("posts/a.md", f"---\ntitle: A\ndate: 2026-11-15\n---\n\n{text}")
    preview = serve(folder)
    page = ask(preview, "/posts/a").text
    address = re.findall(r'<img[^>]*src="([^"]*)"', page)
    assert len(address) == 1
    assert ask(preview, address[0]).body == picture
    assert "<b>Missing file:</b> <code>images/pic29.png</code> (a)" in page
    assert "<b>Missing file:</b> <code>no.png</code>" in page
    assert "missing, or no pictures: 2" in page
    assert "not fetched" not in page
    assert "github.com/writer/weekly/issues/" not in page


def test_plain_text_of_an_unpublished_post_has_the_paths_as_typed(
    folder: Folder, serve: Serve, picture: bytes
) -> None:
    folder.write("posts/p.png", picture)
    folder.write("posts/a.md", "---\ntitle: A\n---\n\n![x](p.png)\n")
    folder.write("posts/b.md", "---\ntitle: B\n---\n\nno picture\n")
    preview = serve(folder)
    page = ask(preview, "/posts/a").text
    plain = re.findall(r'data-plain="([^"]*)"', page)
    assert [one.strip() for one in plain] == ["![x](p.png)"]
    assert "Pictures are not published yet" in page
    assert "Pictures are not published yet" not in ask(preview, "/posts/b").text


def test_beside_the_text_it_says_that_addresses_of_new_pictures_are_not_theirs(
    folder: Folder, serve: Serve, picture: bytes
) -> None:
    folder.write("posts/p.png", picture)
    folder.write("posts/a.md", "---\ntitle: A\n---\n\n![x](p.png)\n")
    folder.write("posts/b.md", "---\ntitle: B\n---\n\nno picture\n")
    preview = serve(folder)
    assert "their addresses here lead nowhere" in ask(preview, "/posts/a").text
    assert "their addresses here lead nowhere" not in ask(preview, "/posts/b").text


def test_the_overview_says_why_posts_are_refused_and_what_to_mend_first(
    folder: Folder, serve: Serve
) -> None:
    folder.write("posts/a.md", "---\ntitle: A\n---\n\n![](gone.png) ![](lost.png)\n")
    preview = serve(folder)
    page = ask(preview, "/").text
    assert 'href="/posts/a"' in page
    assert "there is no picture &#34;gone.png&#34;" in page
    assert "and 1 more" in page
    assert "Next: mend these; there is nothing else to publish." in page
    assert "makes GitHub hold exactly this" not in page


def test_the_overview_says_that_others_can_be_published_meanwhile(
    folder: Folder, serve: Serve
) -> None:
    folder.write("posts/a.md", "---\ntitle: A\n---\n\n![](gone.png)\n")
    folder.write("posts/b.md", "---\ntitle: B\n---\n\nb\n")
    page = ask(serve(folder), "/").text
    assert "publishes the others meanwhile" in page


def test_where_github_was_never_read_the_readme_here_is_what_was_before(
    folder: Folder, serve: Serve
) -> None:
    folder.write("README.md", "# Mine\n\nkept\n")
    folder.write("posts/a.md", "---\ntitle: A\n---\n\nx\n")
    before, after = folder.viewer("", offline=True).readme()
    assert before == "# Mine\n\nkept\n"
    assert after.startswith(before)
    assert "README was not read" in ask(serve(folder), "/readme").text


def test_the_overview_counts_new_pictures_in_the_readers_language(
    folder: Folder, serve: Serve, picture: bytes
) -> None:
    folder.write("posts/p.png", picture)
    folder.write("posts/a.md", "---\ntitle: A\n---\n\n![](p.png)\n")
    page = ask(serve(folder), "/", headers={"Accept-Language": "zh-CN"}).text
    assert "新图片：1 张，" in page


def test_a_post_that_cannot_be_read_now_keeps_its_title_and_date(folder: Folder) -> None:
    folder.write("posts/a.md", "---\ntitle: Alpha\ndate: 2026-11-15\n---\n\nx\n")
    viewer = folder.viewer("", offline=True)
    viewer.look()
    folder.write("posts/a.md", "---\ntitle: [Alpha\ndate: 2026-11-15\n---\n\nx\n")
    later = folder.viewer("", offline=True)
    later.follow(viewer)
    for each in (viewer, later):
        shown = each.look().posts[0]
        assert (shown.state, shown.title, str(shown.date)) == ("refuse", "Alpha", "2026-11-15")


def test_a_post_that_was_never_fit_has_the_title_that_was_typed(folder: Folder) -> None:
    folder.write("posts/a.md", "---\ntitle: Alpha\n---\n\n![](gone.png)\n")
    assert folder.viewer("", offline=True).look().posts[0].title == "Alpha"


@pytest.mark.parametrize(
    "path",
    [
        "/../ghblog.toml",
        "/static/../../../ghblog.toml",
        "/static/..%2f..%2f..%2fghblog.toml",
        "/static/%2e%2e/%2e%2e/pages.py",
        "/files/../ghblog.toml",
        "/files/..%2f..%2fetc%2fpasswd",
        "/posts/..%2f..%2fghblog.toml",
        "/posts/%2e%2e%2fsecret",
        "//etc/passwd",
        "/static//etc/passwd",
        "/user-attachments/assets/..%5c..%5cghblog.toml",
        "/posts/%00",
    ],
)
def test_no_path_leads_to_a_file(folder: Folder, serve: Serve, path: str) -> None:
    folder.write("posts/a.md", "x\n")
    folder.write("secret.md", "the secret of this folder")
    answer = ask(serve(folder), path)
    assert answer.status in {200, 404}
    assert "timezone" not in answer.text
    assert "secret of this folder" not in answer.text
    assert "root:" not in answer.text


def test_a_picture_outside_of_the_blog_is_not_served(
    folder: Folder, serve: Serve, picture: bytes
) -> None:
    (folder.root.parent / "private.png").write_bytes(picture)
    folder.write("posts/a.md", "---\ntitle: A\ndate: 2026-11-15\n---\n\n![](../../private.png)\n")
    page = ask(serve(folder), "/posts/a").text
    assert "<img" not in page
    assert "refused" in page


def test_part_of_a_picture_or_film_can_be_asked_for(
    folder: Folder, serve: Serve, picture: bytes
) -> None:
    folder.write("posts/a.md", "---\ntitle: A\ndate: 2026-11-15\n---\n\n![](p.png)\n")
    folder.write("posts/p.png", picture)
    preview = serve(folder)
    address = f"/user-attachments/assets/{key_of(folder, 'posts/p.png')}"
    whole = ask(preview, address).body
    size = len(whole)

    def part(wanted: str) -> Answer:
        return ask(preview, address, headers={"Range": wanted})

    assert (part("bytes=2-5").status, part("bytes=2-5").body) == (206, whole[2:6])
    assert part("bytes=2-5").headers["content-range"] == f"bytes 2-5/{size}"
    assert part("bytes=-3").body == whole[-3:]
    assert part("bytes=3-").body == whole[3:]
    assert part(f"bytes={size}-").status == 416
    assert part("bytes=0-1,3-4").body == whole
    assert part("nonsense").body == whole


def test_a_post_with_a_slash_and_odd_letters_in_its_id_has_a_page(
    folder: Folder, serve: Serve
) -> None:
    name = "2026/第 1 周 #?&%"
    folder.write(f"posts/{name}.md", "---\ntitle: A\ndate: 2026-11-15\n---\n\nhere it is\n")
    assert "here it is" in ask(serve(folder), f"/posts/{quote(name, safe='')}").text


def test_a_fault_of_ours_shows_in_the_page_and_the_server_goes_on(
    folder: Folder, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("posts/a.md", "---\ntitle: A\ndate: 2026-11-15\n---\n\nx\n")
    preview = serve(folder)

    def fails(*_: object) -> str:
        raise ZeroDivisionError("division <b>by</b> zero")

    monkeypatch.setattr("ghblog.preview.pages.issue_page", fails)
    page = ask(preview, "/posts/a").text
    assert "This is a fault in ghblog" in page
    assert "division &lt;b&gt;by&lt;/b&gt; zero" in page
    assert ask(preview, "/").status == 200


def test_the_next_free_port_is_taken_and_a_taken_one_is_told() -> None:
    first = bind("127.0.0.1", None)
    second = bind("127.0.0.1", None)
    with first, second:
        one, other = (made.getsockname()[1] for made in (first, second))
        assert 4000 <= one < other
        with pytest.raises(UsageError, match=f"127.0.0.1:{one} cannot be served on"):
            bind("127.0.0.1", one)


def test_a_host_that_is_not_this_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(UsageError, match="“nowhere” is no address of this machine"):
        bind("nowhere", 4000)


def test_the_address_is_one_that_a_browser_here_can_open() -> None:
    assert origin_of("0.0.0.0", 4000) == "http://127.0.0.1:4000"
    assert origin_of("::1", 4000) == "http://[::1]:4000"
    assert origin_of("localhost", 4000) == "http://localhost:4000"


def test_ctrl_c_ends_it_quietly_though_pages_are_open(folder: Folder) -> None:
    preview = Preview(folder.viewer, folder.root, port=0, offline=True)
    running = threading.Thread(target=preview.run)
    running.start()
    place = urlsplit(preview.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    connection.request("GET", "/events")
    events = connection.getresponse()
    assert events.headers["content-type"].startswith("text/event-stream")
    assert events.readline() == b"retry: 500\n"
    assert json.dumps(events.readline().decode()).startswith('"data: ')
    preview._server.handle_exit(signal.SIGINT, None)
    running.join(PATIENCE)
    assert not running.is_alive()
    events.read()
    connection.close()
