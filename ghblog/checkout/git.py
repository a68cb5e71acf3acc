"""Running git: with our variables, in the writer's folder, and never for ever."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

_PATIENCE = 60.0  # seconds; a hanging git must not hang us

# The rest of GIT_* would lead git to another repository, as in a hook: GIT_DIR, GIT_INDEX_FILE...
_KEPT = frozenset(
    {
        "GIT_ASKPASS", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO",
        "GIT_SSL_NO_VERIFY",
    }
)  # fmt: skip
# Whoever sends a pull request may put what looks like a bare repository into a folder of it, and
# its `config` names programs that git would run when we ask from there.
_DISTRUST = {"safe.bareRepository": "explicit", "core.fsmonitor": "false"}
_OURS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_CONFIG_COUNT": str(len(_DISTRUST)),
    **{f"GIT_CONFIG_KEY_{n}": key for n, key in enumerate(_DISTRUST)},
    **{f"GIT_CONFIG_VALUE_{n}": value for n, value in enumerate(_DISTRUST.values())},
}
# In a partial clone a question must not fetch every file's history; a merge must fetch its files.
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1"}


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in a folder. A command that fails says nothing.

    Attributes:
        folder: where its commands run.
    """

    folder: Path
    _program: str = field(repr=False)
    _environ: Mapping[str, str] = field(repr=False)

    @classmethod
    def find(cls, folder: Path, environ: Mapping[str, str]) -> Git | None:
        """The installed git; None if there is none."""
        program = _installed(environ.get("PATH", os.defpath))
        inherited = {k: v for k, v in environ.items() if not k.startswith("GIT_") or k in _KEPT}
        return cls(folder, program, {**inherited, **_OURS}) if program else None

    def at(self, folder: Path) -> Git:
        """The same, in another folder."""
        return replace(self, folder=folder)

    def text(self, *arguments: str) -> str:
        """What a command prints, without the line's end; empty if it fails."""
        return os.fsdecode(self.output(*arguments) or b"").rstrip("\r\n")

    def output(self, *arguments: str, offline: bool = True) -> bytes | None:
        """What a command prints; None if it fails."""
        try:
            done = subprocess.run(  # noqa: S603 (no shell; the arguments are ours)
                [self._program, *arguments],
                cwd=self.folder,
                env={**self._environ, **(_OFFLINE if offline else {})},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None

    def does(self, *arguments: str, offline: bool = True) -> bool:
        """Whether a command succeeds."""
        return self.output(*arguments, offline=offline) is not None


def _installed(path: str) -> str | None:
    """Where git is. Not in the folder where we stand, as `shutil.which` says on Windows, nor in
    another relative one: there lies what others have written."""
    name = "git.exe" if os.name == "nt" else "git"
    folders = (folder for folder in path.split(os.pathsep) if Path(folder).is_absolute())
    found = (shutil.which(str(Path(folder) / name)) for folder in folders)
    return next((program for program in found if program), None)
