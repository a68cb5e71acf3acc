"""A run, from the runner's variables to an exit code."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ghblog.action.commands import Log, command
from ghblog.action.event import Event, only_looks, read_event
from ghblog.action.files import Summary, append, output_text
from ghblog.action.folders import blog_folder
from ghblog.action.inputs import Inputs, read_inputs
from ghblog.action.outputs import outputs_of
from ghblog.action.places import places, spot
from ghblog.action.summary import Shown, summary_text
from ghblog.errors import (
    GhblogError,
    NotAuthenticatedError,
    PullFirstError,
    UsageError,
)
from ghblog.report import plain

if TYPE_CHECKING:
    from ghblog.action.working import Work
    from ghblog.blog import Blog

# The token comes by the input alone: another in the environment must not stand in for it.
_OURS = ("GH_TOKEN", "GITHUB_TOKEN", "INPUT_TOKEN")
_NEWEST = (
    "let actions/checkout take the branch's newest commit, with ref: github.ref; a pull request "
    "must be brought up to date with the branch first; if the history was rewritten on purpose, "
    "run `ghblog publish --force` once from your own computer"
)


class _OutputsError(GhblogError):
    """The runner does not get the step's outputs, by which other steps go."""


class Opener(Protocol):
    """Opens the blog of a folder, heeding signals and telling of progress."""

    def __call__(
        self, folder: str, *, overrides: Mapping[str, object], environ: Mapping[str, str]
    ) -> AbstractContextManager[Blog]:
        """The blog, for as long as the run lasts. Raises ConfigError."""
        ...


def act(environ: Mapping[str, str], say: Callable[[str], None], opener: Opener) -> int:
    """Publish, or show the plan, as the event and the inputs ask; the exit code.

    Args:
        environ: the runner's variables and the inputs.
        say: writes to the one stream that is the step's log.
    """
    log = Log(say)
    log.mask(environ.get("INPUT_TOKEN", ""))
    log.stop()
    run = Run(environ, log)
    code = run.run(opener)
    log.go_on()  # not reached after a fault of ours: what is told of it must steer nothing
    return code


@dataclass
class Run:
    """A run in the making; what is known of it when an error ends it is told all the same."""

    environ: Mapping[str, str]
    log: Log
    summary: Summary = field(init=False)
    work: Work | None = None

    def __post_init__(self) -> None:
        self.summary = Summary(self.environ.get("GITHUB_STEP_SUMMARY", ""))

    @property
    def _workspace(self) -> Path:
        return Path(self.environ.get("GITHUB_WORKSPACE") or ".").resolve()

    def run(self, opener: Opener) -> int:
        """Do it; the exit code."""
        try:
            inputs = read_inputs(self.environ)
            event = read_event(self.environ, _payload(self.environ))
            dry = only_looks(event, asked=inputs.dry_run)
            _check_token(inputs, dry=dry)
            return self._opened(opener, inputs, event, dry=dry)
        except GhblogError as error:
            self._fail(error)
            return error.exit_code
        except KeyboardInterrupt:
            self._fail(GhblogError("the run was cancelled", hint="the next one goes on"))
            raise
        except Exception:  # a fault of ours, told elsewhere: other steps go by what is known
            self._hand_over_what_is_known()
            raise

    def _opened(self, opener: Opener, inputs: Inputs, event: Event, *, dry: bool) -> int:
        from ghblog.action.working import Work

        overrides: dict[str, object] = {"pictures.store": inputs.store} if inputs.store else {}
        environ = {name: value for name, value in self.environ.items() if name not in _OURS}
        if inputs.token:
            environ["GH_TOKEN"] = inputs.token
        folder = blog_folder(inputs, self._workspace)
        with opener(str(folder), overrides=overrides, environ=environ) as blog:
            if not blog.named_settings().repository:  # git does not tell: it may be of another user
                blog.settings = replace(blog.settings, repository=event.repository)
            where = places(self._workspace, blog.settings.root, event.source)
            self.work = Work(blog, event, inputs, where, self.log, self.summary, dry)
            code = self.work.run()
            self._hand_over(self.work.outputs())
            return code

    def _fail(self, error: GhblogError) -> None:
        """Tell what ended the run, and how far it came."""
        if isinstance(error, PullFirstError):
            error.hint = _NEWEST
        problem = str(error).removeprefix(f"{self._workspace}{os.sep}")  # named as GitHub names it
        message = f"{problem}\n{error.hint}".rstrip()
        place = spot(error.where, self._workspace)
        self.log.send(command("error", plain(message), {**place, "title": "ghblog"}))
        shown = self.work.shown() if self.work else Shown()
        shown = replace(shown, problem=problem, hint=error.hint)
        self.summary.write(summary_text(shown, self.summary.room))
        if not isinstance(error, _OutputsError):
            self._hand_over_what_is_known()

    def _hand_over_what_is_known(self) -> None:
        values = self.work.outputs() if self.work else outputs_of(None, None, dry=True)
        with suppress(_OutputsError):  # one error is enough
            self._hand_over(values)

    def _hand_over(self, outputs: Mapping[str, str]) -> None:
        """Give the runner the outputs, and say so if it got no summary. Raises _OutputsError."""
        if self.summary.trouble:
            what = f"the summary could not be written: {self.summary.trouble}; the log has it all"
            self.log.send(command("warning", plain(what), {"title": "ghblog"}))
        try:
            append(self.environ.get("GITHUB_OUTPUT", ""), output_text(outputs))
        except OSError as error:
            raise _OutputsError(
                f"the step's outputs cannot be written: {error.strerror or error}",
                hint="what the log says was done is done; look at the runner's disk, and at "
                "GITHUB_OUTPUT, which names the file",
            ) from error


def _check_token(inputs: Inputs, *, dry: bool) -> None:
    """See that there is one, if anything is to be written. Raises NotAuthenticatedError."""
    if not inputs.token and not dry:
        raise NotAuthenticatedError(
            "the input token is empty",
            hint="leave it out for the workflow's own token; if it names a secret, see "
            "whether there is one of that name, and whether this event may read it",
        )


def _payload(environ: Mapping[str, str]) -> str:
    path = environ.get("GITHUB_EVENT_PATH", "")
    try:
        return Path(path).read_text(encoding="utf-8-sig") if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the event's payload cannot be read: {error}", where=path) from error
