"""What the docs show of the program, made by the program. `make docs` writes it anew."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from ghblog.cli import demo
from ghblog.cli.app import app
from ghblog.codes import SECTIONS, Code
from ghblog.report import plan_text
from ghblog.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
CLI = ROOT / "docs" / "cli.md"
CHECKS = ROOT / "docs" / "checks.md"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
CODES = re.compile(r"(?<=<!-- codes:start -->\n).*?(?=<!-- codes:end -->)", re.DOTALL)
PLAN = re.compile(r"(?<=<!-- plan:start -->\n).*?(?=<!-- plan:end -->)", re.DOTALL)

HEAD = """\
# Commands

<!-- Generated from the commands by `make docs`; tests/docs checks that it is up to date. -->

Data goes to stdout, messages and progress to stderr. Colour is used on a terminal only; `NO_COLOR`
switches it off and `FORCE_COLOR` on. Settings are looked for as
[configuration.md](configuration.md) says; `GITHUB_API_URL` leads to a GitHub Enterprise server.

| exit code | meaning |
| --- | --- |
| 0 | done, or nothing to do |
| 1 | something failed or was not agreed to; what was done and how to go on is told |
| 2 | usage or settings |
| 3 | changes are pending (only with `--exit-code`) |
| 4 | not authenticated or not allowed |
| 5 | somebody else is publishing |
"""


def all_codes() -> str:
    """A table of all codes, then what each means, for docs/checks.md."""
    parts = ["\n| code | severity | |\n| --- | --- | --- |\n"]
    parts += [
        f"| [{code.name}](#{code.name}) | {code.severity} | {code.title} |\n"
        for _, codes in SECTIONS
        for code in codes
    ]
    for title, codes in SECTIONS:
        parts += [f"\n## {title}\n", *map(_code, codes)]
    return "".join([*parts, "\n"])


def with_codes(page: str) -> str:
    """docs/checks.md with all codes in their place."""
    return CODES.sub(lambda _: all_codes(), page)


def _code(code: Code) -> str:
    return (
        f"\n### {code.name}\n\n**{code.title}** ({code.severity}). {code.why}\n\n"
        f"*What to do.* {code.what_to_do}\n"
    )


def cli_page() -> str:
    """docs/cli.md: the help of every command, as the user sees it."""
    return HEAD + "".join(_section(context) for context in _contexts(app, None))


def example_plan() -> str:
    """The plan of the example blog, as `ghblog demo` shows it first; the port is made up."""
    with tempfile.TemporaryDirectory() as folder:
        blog = Path(folder).resolve() / "blog"
        shutil.copytree(Path(demo.__file__).parents[1] / "example", blog)
        with Sandbox() as box:
            demo._prepare(box)
            plan = demo._open(box, blog.parent).plan()
            text = plan_text(plan, width=110, color=False)
            text = text.replace(box.url, "http://127.0.0.1:8000")
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    return "\n".join(["```text", *lines, "```", ""])


def with_plan(page: str, plan: str) -> str:
    """A README with this plan in its place."""
    return PLAN.sub(lambda _: plan, page)


def _contexts(command: click.Command, parent: click.Context | None) -> Iterator[click.Context]:
    """A command and those below it, in the order of `--help`."""
    name = (command.name if parent else "ghblog") or ""
    context = click.Context(
        command, info_name=name, parent=parent, terminal_width=88, max_content_width=88
    )
    context.help_option_names = ["-h", "--help"]
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found
            found.name = below
            yield from _contexts(found, context)


def _section(context: click.Context) -> str:
    lines = [line.rstrip() for line in context.get_help().splitlines()]
    return "\n".join(["", f"## `{context.command_path}`", "", "```text", *lines, "```", ""])


def main() -> None:
    """Write it all anew."""
    CLI.write_text(cli_page(), encoding="utf-8", newline="\n")
    checks = CHECKS.read_text(encoding="utf-8")
    CHECKS.write_text(with_codes(checks), encoding="utf-8", newline="\n")
    plan = example_plan()
    for path in READMES:
        page = path.read_text(encoding="utf-8")
        path.write_text(with_plan(page, plan), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
