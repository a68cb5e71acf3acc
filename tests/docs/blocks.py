"""What a reader does with each kind of block: types it, saves it, runs it, publishes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from docs.cannot import MEANT, needed_for
from docs.pages import Step
from docs.samples import check_post, check_settings, check_yaml
from docs.stage import TOKEN, staged
from docs.terminal import Terminal
from writers import png, put

from ghblog.sandbox import SandboxClock


class Reader:
    """Somebody who tries a page out, from its top to its end."""

    def __init__(self, home: Path, clock: SandboxClock) -> None:
        self._home, self._clock = home, clock
        self._stack = ExitStack()
        self._terminal: Terminal | None = None
        self._typed: set[str] = set()
        self._said = ""
        self._examples = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def try_out(self, step: Step) -> None:
        """Do what stands there; fails with the place and what was said."""
        if step.file:
            put(self.terminal.folder, step.file, step.text)
        if step.printed:
            assert _lines(self._said) == _lines(step.text), f"{step.where}: {self._said}"
        else:
            HANDLERS[step.kind](self, step)

    @property
    def terminal(self) -> Terminal:
        """The terminal of the present example; the first is a blog's."""
        return self._terminal or self.begin("blog")

    def begin(self, example: str) -> Terminal:
        """Begin an example in a folder of its own."""
        self._stack.close()
        self._typed.clear()
        self._examples += 1
        place = self._home / f"{self._examples}"
        self._terminal = self._stack.enter_context(staged(example, place, self._clock))
        return self._terminal

    def type(self, step: Step) -> None:
        """Type a block, or a command of the text, once an example."""
        text = _typeable(step)
        if not text or (step.kind == "inline" and text in self._typed):
            return
        assert " && " not in text, f"{step.where}: what fails before && would not be seen"
        self._typed |= {re.sub(r"\s+#.*", "", line).strip() for line in text.splitlines()}
        ended = self.terminal.run(text)
        self._said = ended.said
        if ended.code or "fault in ghblog" in ended.said or TOKEN in ended.said:
            pytest.fail(f"{step.where}: {text}\nends with {ended.code}:\n{ended.said}", False)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _typeable(step: Step) -> str:
    """What of a block can be run here, with what it means in the place of what it says."""
    lines = re.sub(r"\\\n\s*", "", step.text).splitlines()
    text = "\n".join(line for line in lines if not needed_for(step.page, line))
    for said, meant in MEANT.items():
        text = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", meant, text)
    return text.strip()


def _example(reader: Reader, step: Step) -> None:
    reader.begin(step.text)


def _picture(reader: Reader, step: Step) -> None:
    put(reader.terminal.folder, step.text, png(step.line))


def _python(reader: Reader, step: Step) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(reader.terminal.folder)
        for name, value in reader.terminal.environ.items():
            patch.setenv(name, value)
        patch.setattr("time.sleep", lambda _: None)
        exec(compile(step.text, step.where, "exec"), {"__name__": "example"})


def _json(_: Reader, step: Step) -> None:
    json.loads(step.text)


def _text(_: Reader, step: Step) -> None:
    typed = re.search(r"^\$? ?(ghblog|git|pip) ", step.text, re.MULTILINE)
    assert typed is None, f"{step.where}: a block to be typed says `sh`"


def _toml(reader: Reader, step: Step) -> None:
    check_settings(step, reader.terminal.folder)


def _yaml(reader: Reader, step: Step) -> None:
    check_yaml(step, reader.terminal.folder)


def _markdown(reader: Reader, step: Step) -> None:
    check_post(step, reader.terminal.folder)


HANDLERS: dict[str, Callable[[Reader, Step], None]] = {
    "example": _example,
    "picture": _picture,
    "done": Reader.type,
    "inline": Reader.type,
    "sh": Reader.type,
    "python": _python,
    "toml": _toml,
    "yaml": _yaml,
    "json": _json,
    "markdown": _markdown,
    "text": _text,
}
