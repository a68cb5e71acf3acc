"""Options that every command takes, before or behind its name."""

from __future__ import annotations

import click

from ghblog.cli.console import manners

_HELP = {
    "quiet": "Say nothing but data and errors.",
    "verbose": "Say more: where settings and token are, each request.",
}


def options() -> list[click.Option]:
    """`--quiet` and `--verbose`, made anew."""
    return [
        click.Option(
            [f"--{name}", f"-{name[0]}"],
            is_flag=True,
            expose_value=False,
            callback=_heed,
            help=text,
        )
        for name, text in _HELP.items()
    ]


def with_options(command: click.Command) -> click.Command:
    """The command, and those below it, with the options that all take."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            with_options(below)
    elif not any(parameter.name in _HELP for parameter in command.params):
        command.params.extend(options())
    return command


def _heed(context: click.Context, option: click.Parameter, value: bool) -> None:  # noqa: FBT001
    if not value or context.resilient_parsing:
        return
    setattr(manners, option.name or "", value)
    if manners.quiet and manners.verbose:
        raise click.UsageError("--quiet and --verbose contradict each other", context)
