"""The group of commands; a command's module is imported when it is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

import click

from ghblog import __version__
from ghblog.cli.globals import options, with_options

# name → (module, the first line of its help, so that `--help` imports no command)
COMMANDS = {
    "init": ("ghblog.cli.init", "Set a blog up: settings, a workflow, the index's place."),
    "new": ("ghblog.cli.new", "Start this week's report, like the last one."),
    "check": ("ghblog.cli.check", "Say what will go wrong, with file:line; offline."),
    "publish": ("ghblog.cli.publish", "Make GitHub hold exactly the posts in your files."),
    "adopt": ("ghblog.cli.adopt", "Take over issues and discussions that exist already."),
    "import": ("ghblog.cli.import_", "Make Markdown files of issues and discussions."),
    "preview": ("ghblog.cli.preview", "Show every report as GitHub will show it, live; offline."),
    "status": ("ghblog.cli.status", "Show every post and its state."),
    "index": ("ghblog.cli.index", "Write the index README from what is published."),
    "export": ("ghblog.cli.export", "Make HTML or Markdown of a post, for other platforms."),
    "auth": ("ghblog.cli.auth", "Keep a token; see which one is used and what it may do."),
    "demo": ("ghblog.cli.demo", "Try the whole thing against an embedded stand-in for GitHub."),
    "completion": ("ghblog.cli.completion", "Print what makes your shell complete commands."),
}

# Run by programs only.
HIDDEN = {
    "action": ("ghblog.cli.action", "Run in GitHub Actions."),
    "hook": ("ghblog.cli.hook", "Run by pre-commit."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports one when it runs."""

    def list_commands(self, _: click.Context) -> list[str]:
        """All names, in the order in which a writer meets them."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        known = {**COMMANDS, **HIDDEN}
        if cmd_name not in known:
            return None
        command: click.Command = import_module(known[cmd_name][0]).command
        return with_options(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed, or else the one that was meant."""
        name = args[0]
        if (
            name not in {**COMMANDS, **HIDDEN}
            and not name.startswith("-")
            and not ctx.resilient_parsing
        ):
            raise click.UsageError(f"there is no command “{name}”{_meant(name)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _meant(name: str) -> str:
    near = get_close_matches(name.lower(), COMMANDS, n=2)
    return f"; did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else ""


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ghblog", message="%(prog)s %(version)s")
def app() -> None:
    """Keep a blog of Markdown reports on GitHub: issues or discussions, pictures, an index.

    \b
    Try it without a token:   ghblog demo
    Set a blog up:            ghblog init
    See it before others do:  ghblog preview
    See what would be done:   ghblog publish --dry-run
    Do it:                    ghblog publish
    """  # noqa: D301  # a true backspace is how click keeps these lines apart


app.params.extend(options())
