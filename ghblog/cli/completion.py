"""`ghblog completion`."""

from __future__ import annotations

import click

from ghblog.cli.console import on_terminal, say, tell

_VARIABLE = "_GHBLOG_COMPLETE"  # click's name for a program called ghblog
_HOW = {
    "bash": 'ghblog completion bash >> ~/.bashrc, or: eval "$(ghblog completion bash)"',
    "zsh": 'ghblog completion zsh >> ~/.zshrc, or: eval "$(ghblog completion zsh)"',
    "fish": "ghblog completion fish > ~/.config/fish/completions/ghblog.fish",
}


@click.command()
@click.argument("shell", type=click.Choice(list(_HOW)))
def command(shell: str) -> None:
    """Print what makes your shell complete ghblog's commands, options and paths.

    \b
    eval "$(ghblog completion bash)"      for this shell, or in ~/.bashrc for all
    eval "$(ghblog completion zsh)"       for this shell, or in ~/.zshrc for all
    ghblog completion fish > ~/.config/fish/completions/ghblog.fish
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    from click.shell_completion import get_completion_class

    from ghblog.cli.app import app

    made = get_completion_class(shell)
    assert made is not None
    say(made(app, {}, "ghblog", _VARIABLE).source())
    if on_terminal():  # not each time that a shell starts and reads this
        tell(f"Next: {_HOW[shell]}")
