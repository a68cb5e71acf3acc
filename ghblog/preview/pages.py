"""What a browser gets: values in, HTML out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from ghblog.model import Action, Finding, Plan
from ghblog.preview import rich
from ghblog.preview.changes import rows
from ghblog.preview.remote import Fit, fit
from ghblog.preview.state import Problem, State
from ghblog.preview.words import Words
from ghblog.render import Place, file_page, issue_page
from ghblog.viewing import typed_text

if TYPE_CHECKING:
    from ghblog.viewing import PostView, Summary

PUBLISHED = (Action.KEEP, Action.REFRESH, Action.RENAME, Action.RECORD)
UNHAPPY = (Action.REFUSE, Action.CONFLICT)


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes pages in one language.

    Attributes:
        origin: where local texts say that pictures are.
        can_ask: whether GitHub may be asked.
    """

    words: Words
    origin: str
    can_ask: bool = True

    def overview(self, state: State) -> str:
        """What a publish would do, in all."""
        posts = once(state.look.posts) if state.look else ()
        counts = Counter(str(one.state) for one in posts)
        wrong = tuple(_wrong(state.look.posts)) if state.look else ()
        return self._page("overview.html", state, counts=counts, wrong=wrong, here="/")

    def post(self, state: State, view: PostView) -> str:
        """A post with its tabs."""
        plan = _plan(state)
        place = place_of(plan)
        raw = list(view.exact) or [issue_page(text, place) for text in view.local or view.draft]
        shown = [self._fit(one) for one in raw]
        after = "\n".join(view.parts)
        sent = [issue_page(text, place) for text in view.parts or view.draft]
        links = rich.links(raw, sent, origin=self.origin, published=view.summary.state in PUBLISHED)
        unsent = rich.unsent(raw, links, origin=self.origin)
        return self._page(
            "post.html",
            state,
            here=_address(view.summary),
            view=view,
            post=view.summary,
            bodies=[one.html for one in shown],
            typed=bool(view.draft),
            remote=sum(one.remote for one in shown),
            missing=sum(one.missing for one in shown),
            rows=rows(view.before, after) if view.before else (),
            lines=_beside(view.source, view.findings),
            links=links,
            unsent=unsent,
            plain=typed_text(view.source) if unsent or view.draft else after,
        )

    def readme(self, state: State, before: str, after: str) -> str:
        """The index README before and after."""
        place = place_of(_plan(state))
        shown = [self._fit(file_page(one, place)) for one in (before, after)]
        return self._page(
            "readme.html",
            state,
            here="/readme",
            before=shown[0].html if before else "",
            after=shown[1].html,
            text=after,
            rows=rows(before, after) if before != after else (),
        )

    def file(self, state: State, path: str) -> str:
        """What a link to a file of the blog leads to."""
        return self._page("file.html", state, here="", path=path)

    def problem(self, state: State, problem: Problem, here: str = "") -> str:
        """Why there is nothing else to see."""
        return self._page("problem.html", state, here=here, why=problem)

    def missing(self, state: State) -> str:
        """No such post."""
        words = self.words
        return self.problem(state, Problem(words("missing"), hint=words("missing_hint")))

    def _fit(self, html: str) -> Fit:
        words = self.words
        return fit(words.page(html), self.origin, words("remote"), words("missing_picture"))

    def _page(self, template: str, state: State, *, here: str, **values: Any) -> str:
        posts = sorted(once(state.look.posts), key=_newest_first) if state.look else []
        return (
            _templates()
            .get_template(template)
            .render(
                t=self.words,
                state=state,
                look=state.look,
                plan=state.look.plan if state.look else None,
                posts=[(_address(one), one) for one in posts],
                here=here,
                can_ask=self.can_ask,
                **values,
            )
        )


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("ghblog.preview", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["zip"] = zip
    return made


def place_of(plan: Plan | None) -> Place:
    """Where the plan's texts will stand."""
    if plan is None:
        return Place()
    name, url = plan.repository.name, plan.repository.url
    server = url.removesuffix(f"/{name}")
    return Place(server, name) if server and server != url else Place(repository=name)


def _wrong(posts: Iterable[Summary]) -> Iterator[tuple[str, Summary, int]]:
    """(address, the first reason, how many more) of each post that must be mended first."""
    wrong = [one for one in posts if one.state in UNHAPPY]
    reasons = Counter((one.id, one.path) for one in wrong)
    for one in sorted(once(wrong), key=lambda one: one.path):
        yield _address(one), one, reasons[one.id, one.path] - 1


def once(posts: Iterable[Summary]) -> list[Summary]:
    """Each file once: several mistakes in one are several refusals."""
    return list({(one.id, one.path): one for one in reversed(list(posts))}.values())


def _plan(state: State) -> Plan | None:
    return state.look.plan if state.look else None


def _address(post: Summary) -> str:
    return f"/posts/{quote(post.id, safe='')}"


def _newest_first(post: Summary) -> tuple[int, str]:
    """Those without a date, which cannot be read, stand above all."""
    return -(post.date or date.max).toordinal(), post.path


def _beside(source: str, findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Each line with what was found in it; what is said of no line there stands at the last."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    at: Mapping[int, list[Finding]] = {n: [] for n in range(len(lines))}
    for one in findings:
        at[min(max(one.line, 1), len(lines)) - 1].append(one)
    return [(line, at[n]) for n, line in enumerate(lines)]
