"""Pages by GitHub itself: never waited for long, never asked for twice, and left alone when it
refuses."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field

import pytest
from writers import Writer

from ghblog.errors import GitHubError
from ghblog.model import Action
from ghblog.sandbox import SandboxClock
from ghblog.viewing.exact import GAP, KEPT, REST, Renderer

ORIGIN = "http://127.0.0.1:4000"
LONG = 60.0  # seconds that a test would wait for something that does not come


@dataclass
class Service:
    """GitHub as the renderer sees it.

    Attributes:
        open: as long as it is not set, answers are awaited.
        at: the clock's time of each request.
    """

    clock: SandboxClock
    asked: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    refuses: str = ""
    open: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def render(self, text: str) -> str:
        self.asked.append(text)
        self.at.append(self.clock.monotonic())
        self.begun.set()
        assert self.open.wait(LONG)
        if self.refuses:
            raise GitHubError(self.refuses)
        return f"<p>{text}</p>"


@pytest.fixture
def service(clock: SandboxClock) -> Service:
    made = Service(clock)
    made.open.set()
    return made


def renderer(service: Service, *, patience: float = LONG) -> tuple[Renderer, threading.Event]:
    ready = threading.Event()
    made = Renderer(service.render, service.clock, ready=ready.set, patience=patience)
    return made, ready


def test_a_text_is_sent_once_and_the_page_says_so(service: Service) -> None:
    made, _ = renderer(service)
    assert made.pages(["one"]).pages == ("<p>one</p>",)
    assert "its text was sent there" in made.pages(["one"]).notice
    assert made.pages(["one", "two"]).pages == ("<p>one</p>", "<p>two</p>")
    assert service.asked == ["one", "two"]


def test_nobody_waits_for_a_slow_answer_and_pages_are_told_when_it_is_there(
    service: Service,
) -> None:
    service.open.clear()
    made, ready = renderer(service, patience=0.0)
    first = made.pages(["one"])
    assert first.pages == ()
    assert "until its page is here" in first.notice
    assert not ready.is_set()
    service.open.set()
    assert ready.wait(LONG)
    assert made.pages(["one"]).pages == ("<p>one</p>",)
    assert service.asked == ["one"]


def test_while_somebody_types_only_the_newest_text_is_sent_and_not_too_often(
    service: Service,
) -> None:
    service.open.clear()
    made, ready = renderer(service, patience=0.0)
    made.pages(["w"])
    assert service.begun.wait(LONG)
    for typed in ("wo", "wor", "word", "words"):
        made.pages([typed])
    assert service.asked == ["w"]
    service.open.set()
    assert ready.wait(LONG)
    assert service.asked == ["w", "words"]
    assert service.at[1] - service.at[0] >= GAP
    assert made.pages(["words"]).pages == ("<p>words</p>",)


def test_a_github_that_refuses_is_left_alone_for_a_while(
    service: Service, clock: SandboxClock
) -> None:
    service.refuses = "GitHub says no"
    made, _ = renderer(service)
    assert made.pages(["one"]).notice.endswith("it was made here: GitHub says no")
    assert made.pages(["two"]).pages == ()
    assert service.asked == ["one"]
    clock.advance(REST)
    service.refuses = ""
    assert made.pages(["two"]).pages == ("<p>two</p>",)


def test_a_refusal_that_comes_late_is_told_too(service: Service) -> None:
    service.open.clear()
    service.refuses = "GitHub says no"
    made, ready = renderer(service, patience=0.0)
    made.pages(["one"])
    service.open.set()
    assert ready.wait(LONG)
    assert "GitHub says no" in made.pages(["one"]).notice


def test_an_answer_that_makes_no_sense_is_told_and_the_next_text_is_asked_for(
    service: Service, clock: SandboxClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = renderer(service)
    monkeypatch.setattr(
        "ghblog.viewing.exact.exact_page", lambda _: (_ for _ in ()).throw(ValueError("odd"))
    )
    assert "ValueError: odd" in made.pages(["one"]).notice
    monkeypatch.undo()
    clock.advance(REST)
    assert made.pages(["one"]).pages


def test_pages_of_old_texts_are_forgotten(service: Service) -> None:
    made, _ = renderer(service)
    for n in range(KEPT + 1):
        made.pages([str(n)])
    made.pages(["0"])
    assert service.asked.count("0") == 2
    assert service.asked.count(str(KEPT)) == 1


def test_what_one_viewer_knows_the_next_one_need_not_ask_for(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    first = writer.blog().viewer(origin=ORIGIN, exact=True)
    view = first.post("a")
    assert view
    assert view.exact
    second = writer.blog().viewer(origin=ORIGIN, exact=True)
    second.follow(first)
    second.look()
    before = writer.requests()
    again = second.post("a")
    assert again
    assert again.exact == view.exact
    assert writer.requests() == before


def test_a_text_that_is_under_way_is_not_sent_again_by_the_next_viewer(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghblog.viewing.exact.PATIENCE", 0.0)
    gate, ready = threading.Event(), threading.Event()
    writer.box.faults.add("POST *markdown", times=None, before=lambda: gate.wait(LONG))
    writer.write("posts/a.md", "# A\n\none\n")
    first = writer.blog().viewer(origin=ORIGIN, exact=True)
    assert first.post("a")
    second = writer.blog().viewer(origin=ORIGIN, exact=True)
    second.ready = ready.set
    second.follow(first)
    view = second.post("a")
    assert view
    assert view.exact == ()
    gate.set()
    assert ready.wait(LONG)
    again = second.post("a")
    assert again
    assert again.exact
    assert len([one for one in writer.box.requests if one.path.endswith("/markdown")]) == 1


def test_only_the_post_that_is_looked_at_is_sent(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\nmy words\n")
    writer.write("posts/b.md", "# B\n\nsecret words\n")
    viewer = writer.blog().viewer(origin=ORIGIN, exact=True)
    viewer.look()
    viewer.readme()
    assert not [one for one in writer.box.requests if one.path.endswith("/markdown")]
    viewer.post("a")
    [sent] = [one for one in writer.box.requests if one.path.endswith("/markdown")]
    assert json.loads(sent.body)["text"].strip() == "my words"


def test_without_exact_nothing_is_sent_and_nothing_is_said(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\nmy words\n")
    view = writer.blog().viewer(origin=ORIGIN).post("a")
    assert view
    assert view.notices == ()
    assert not [one for one in writer.box.requests if one.path.endswith("/markdown")]


def test_a_refused_post_is_rendered_by_github_alike(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\n![](gone.png)\n\none\ntwo\n")
    view = writer.blog().viewer(origin=ORIGIN, exact=True).post("a")
    assert view
    assert "one<br>" in view.exact[0]
    assert f"{ORIGIN}/missing/gone.png" in view.exact[0]
    assert "its text was sent there" in view.notices[0]


def test_what_may_be_private_is_not_sent_to_github(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\nwords %%never closed secret\n\n- x\n\nwords\n")
    viewer = writer.blog().viewer(origin=ORIGIN, exact=True)
    view = viewer.post("a")
    assert view
    assert view.summary.state is Action.REFUSE
    assert "%%" in view.summary.reason
    assert view.exact == ()
    assert "so it was not sent to GitHub" in view.notices[0]
    assert not [one for one in writer.box.requests if one.path.endswith("/markdown")]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"status": 403, "body": {"message": "Resource not accessible"}}, "not accessible"),
        ({"status": 502}, "502"),
        ({"status": 429, "headers": {"retry-after": "3600"}}, "asks to wait"),
        ({"drop": "before"}, "cannot render Markdown"),
        ({"nonsense": b"\xff\x00"}, ""),
    ],
    ids=["403", "502", "429", "dropped", "nonsense"],
)
def test_where_github_fails_the_page_is_made_here_and_says_why(
    writer: Writer, fault: dict[str, object], told: str
) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    viewer = writer.blog().viewer(origin=ORIGIN, exact=True)
    look = viewer.look()
    writer.box.faults.add("POST *markdown", times=None, **fault)
    view = viewer.post("a")
    assert view
    assert view.local
    if told:
        assert view.exact == ()
        assert "made here" in view.notices[0]
        assert told in view.notices[0]
        assert "ghp_writer" not in view.notices[0]
    assert look.offline == ""
    assert viewer.look().offline == ""  # GitHub itself was read


def test_without_a_token_the_page_is_made_here_and_says_so(writer: Writer) -> None:
    writer.token = ""
    writer.environ["PATH"] = ""
    writer.write("posts/a.md", "# A\n\none\n")
    view = writer.blog().viewer(origin=ORIGIN, exact=True).post("a")
    assert view
    assert "there is no token" in view.notices[0]
