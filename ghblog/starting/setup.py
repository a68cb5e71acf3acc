"""What `ghblog init` found, and the files that it would write. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from ghblog.index import IndexProblemError
from ghblog.model import Kind
from ghblog.settings_table import by_path
from ghblog.starting.folders import is_report, ordinary, reports_folder
from ghblog.starting.learning import learn_title
from ghblog.starting.marking import marked
from ghblog.starting.reading import Seen
from ghblog.starting.rendering import render
from ghblog.starting.settings_file import settings_text
from ghblog.starting.values import Chosen, Facts, Setup, Writing

SETTINGS = "ghblog.toml"
WORKFLOW = ".github/workflows/ghblog.yml"
WORKFLOW_TEMPLATE = "workflow.yml.j2"
_GLOB = re.compile(r"[*?\[\]!+]")
_LINKED = re.compile(r"https://[^/\s]+/([^/\s]+/[^/\s]+)/(?:issues|discussions)/(\d+)")
_SHOWN = 3  # files named where many are meant


def plan_setup(facts: Facts, chosen: Chosen, own: Mapping[str, str]) -> Setup:
    """What there is and what to write. Raises GhblogError when a template fails."""
    reports = [each for each in facts.seen if is_report(each)]
    folder = facts.settings.posts_folder
    if not facts.settings_path:
        names = [each.path for each in reports]
        folder = chosen.folder or reports_folder(names, facts.folders)
    posts = [each for each in facts.seen if _in(each.path, folder)]
    plan = _Plan(facts, chosen, own, folder, posts)
    plan.write_settings()
    plan.write_workflow()
    plan.write_markers()
    plan.note_others(reports)
    return plan.setup()


class _Plan:
    """Gathers what is found, what is to be written and what is to be said."""

    def __init__(
        self,
        facts: Facts,
        chosen: Chosen,
        own: Mapping[str, str],
        folder: str,
        posts: Sequence[Seen],
    ) -> None:
        self._facts = facts
        self._chosen = chosen
        self._own = own
        self._folder = folder
        self._excluded = [] if facts.settings_path else [p.path for p in posts if ordinary(p.path)]
        self._posts = [each for each in posts if each.path not in self._excluded]
        self._files: list[Writing] = []
        self._there: list[str] = []
        self._notes: list[str] = []

    def write_settings(self) -> None:
        """The settings' file, and the folder if it is a new one."""
        facts = self._facts
        if facts.settings_path:
            self._there.append(facts.settings_path)
            return
        values = {"posts.folder": self._folder, "timezone": facts.zone}
        told = {}
        if self._chosen.repository:
            values["repository"] = self._chosen.repository
        elif facts.repository:
            told["repository"] = f"The git remote says {facts.repository}."
        if not facts.zone:
            told["timezone"] = "Nothing here tells it. Workflows run in UTC: better say yours."
        text = settings_text(self._own, {**values, **self._exclude()}, told)
        self._files.append(Writing(facts.below + SETTINGS, None, text))
        if self._folder != "." and not self._folder_is_there():
            self._files.append(Writing(f"{facts.below}{self._folder}/.gitkeep", None, ""))

    def _exclude(self) -> dict[str, object]:
        if not self._excluded:
            return {}
        default = by_path()["posts.exclude"].default
        assert isinstance(default, list)
        cut = 0 if self._folder == "." else len(self._folder) + 1
        return {"posts.exclude": [*default, *(path[cut:] for path in sorted(self._excluded))]}

    def _folder_is_there(self) -> bool:
        used = any(_in(each.path, self._folder) for each in self._facts.seen)
        return used or self._folder in self._facts.folders

    def write_workflow(self) -> None:
        """The workflow, unless one is there or nobody could run it."""
        facts = self._facts
        program = self._chosen.program or facts.program
        if facts.workflow:
            self._there.append(facts.workflow)
        elif self._chosen.workflow and not program:
            self._notes.append(
                "No workflow: nothing tells where GitHub's machines could get this ghblog from. "
                "--program says it, such as --program "
                '"ghblog @ git+https://github.com/OWNER/ghblog@COMMIT".'
            )
        elif self._chosen.workflow:
            values = {
                "branch": json.dumps(facts.branch or "main"),
                "paths": [json.dumps(path, ensure_ascii=False) for path in self._paths()],
                "folder": json.dumps(facts.below.rstrip("/"), ensure_ascii=False),
                "discussions": facts.settings.kind is Kind.DISCUSSION,
                "program": json.dumps(program),
            }
            text = render(WORKFLOW_TEMPLATE, self._own, values)
            self._files.append(Writing(WORKFLOW, None, text))

    def _paths(self) -> list[str]:
        """What a push must touch; nothing if that is everything."""
        below = self._facts.below + ("" if self._folder == "." else f"{self._folder}/")
        if not below or _GLOB.search(below):
            return []
        blog = self._facts.below
        return [f"{below}**", f"{blog}{SETTINGS}", f"{blog}templates/**", WORKFLOW]

    def write_markers(self) -> None:
        """The index's markers in a README that is there."""
        settings, readme = self._facts.settings, self._facts.readme
        if readme is None or not settings.index:
            return
        try:
            after = marked(readme)
        except IndexProblemError as problem:
            self._notes.append(f"{settings.index_path} is left alone: {problem}; {problem.hint}.")
            return
        if after == readme:
            self._there.append(settings.index_path)
        else:
            self._files.append(Writing(settings.index_path, readme, after))

    def note_others(self, reports: Sequence[Seen]) -> None:
        """Files that would be posts though they do not look like reports, and the other way."""
        if self._facts.settings_path:
            return
        known = {each.path for each in reports}
        odd = [each.path for each in self._posts if each.path not in known]
        if odd and 2 * len(odd) < len(self._posts):
            self._notes.append(
                f"Not like reports, but would be published, too: {_some(odd)}. posts.exclude "
                "keeps them out."
            )
        if outside := [path for path in known if not _in(path, self._folder)]:
            self._notes.append(
                f"Like reports, but not in that folder: {_some(sorted(outside))}. --folder takes "
                "another."
            )

    def setup(self) -> Setup:
        """All of it."""
        return Setup(
            found=tuple(self._found()),
            files=tuple(self._files),
            there=tuple(self._there),
            notes=tuple(self._notes),
            next=self._next(),
        )

    def _found(self) -> Iterator[tuple[str, str]]:
        repository = self._chosen.repository or self._facts.repository
        yield "Repository", repository or "unknown: no git remote tells it; see --repository"
        new = "" if self._folder == "." or self._folder_is_there() else " (a new folder)"
        yield "Reports", f"{_folder_name(self._folder)}{new}: {self._count()}"
        if learnt := learn_title([each.title for each in self._posts[:8]]):
            yield "Titles", f"{learnt.pattern}, as in “{learnt.example}”"
        zone = self._facts.settings.timezone if self._facts.settings_path else self._facts.zone
        yield "Time zone", zone or "unknown: the machine's own"

    def _count(self) -> str:
        if not self._posts:
            return "none yet"
        newest = f"“{self._posts[0].title}”"
        return f"1, {newest}" if len(self._posts) == 1 else f"{len(self._posts)}, up to {newest}"

    def _next(self) -> str:
        count = self._on_github()
        if count:
            return f"`ghblog adopt --dry-run`: GitHub seems to have {count} of them already."
        if self._posts:
            return "`ghblog preview`; or, if GitHub has some of them already, `ghblog adopt`."
        return "`ghblog new`: this week's report."

    def _on_github(self) -> int:
        """How many posts surely are issues or discussions: they, or the README, name these."""
        named = sum("issue" in each.front or "discussion" in each.front for each in self._posts)
        repository = (self._chosen.repository or self._facts.repository).casefold()
        linked = {
            number
            for name, number in _LINKED.findall(self._facts.readme or "")
            if name.casefold() == repository
        }
        return min(max(named, len(linked)), len(self._posts))


def _in(path: str, folder: str) -> bool:
    return folder == "." or PurePosixPath(path).is_relative_to(folder)


def _folder_name(folder: str) -> str:
    return "this folder" if folder == "." else f"{folder}/"


def _some(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:_SHOWN])
    return f"{shown} and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else shown
