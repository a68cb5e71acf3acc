"""A terminal for what the pages tell people to type: bash itself, with this very ghblog.

Its `ghblog` hands its words, its folder, its variables and its stdin to the test's process, which
runs the command and gives back what it wrote: so pipes, quotes, redirections and git's hooks are
the real ones, and nobody waits for a heavy interpreter at each command.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from writers import put

_CLIENT = """\
import json, os, socket, struct, sys
def all_of(link):
    pieces = []
    while piece := link.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)
typed = {"words": sys.argv[2:], "folder": os.getcwd(), "environ": dict(os.environ),
         "stdin": sys.stdin.buffer.read().decode("utf-8")}
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as link:
    link.sendall(json.dumps(typed).encode())
    link.shutdown(socket.SHUT_WR)
    answer = all_of(link)
code, first = struct.unpack("!ii", answer[:8])
sys.stdout.buffer.write(answer[8:8 + first])
sys.stderr.buffer.write(answer[8 + first:])
sys.exit(code)
"""
_PROGRAM = """\
#!/bin/sh
exec '{python}' -I -S '{client}' "$DOCS_PORT" "$@"
"""
_SCRIPT = """\
set -e -o pipefail
. '{state}'
export DOCS_PORT={port}
{text}
export -p > '{state}'
printf 'cd %q\\n' "$PWD" >> '{state}'
"""
_BASH = shutil.which("bash") or "bash"
_PATIENCE = 120  # seconds that a command may take to say what it wants


class Ended(NamedTuple):
    """How a block ended, and what it wrote to stdout and stderr together."""

    code: int
    said: str


class Terminal:
    """Somebody's terminal: what one block sets or enters, the next one finds.

    Args:
        scratch: a folder for the terminal's own files.
        start: the folder where it is opened.
        environ: its variables.
        command: runs `ghblog` with these words and gives its exit code.

    Attributes:
        folder: where it was opened.
        environ: the variables it was opened with.
    """

    def __init__(
        self,
        scratch: Path,
        start: Path,
        environ: dict[str, str],
        command: Callable[[list[str]], int],
    ) -> None:
        program, client = scratch / "bin" / "ghblog", scratch / "client.py"
        put(scratch, client.name, _CLIENT)
        words = {"python": Path(sys.executable).as_posix(), "client": client.as_posix()}
        put(program.parent, program.name, _PROGRAM.format(**words)).chmod(0o755)
        path = f"{program.parent}{os.pathsep}{environ['PATH']}"
        self.folder, self.environ = start, {**environ, "PATH": path}
        self._command = command
        self._state = scratch / "state.sh"
        self._state.write_text(f"cd '{start.as_posix()}'\n", encoding="utf-8")

    def run(self, text: str) -> Ended:
        """Type a block; it stops at the first line that fails."""
        with socket.create_server(("127.0.0.1", 0)) as door, tempfile.TemporaryFile() as said:
            door.settimeout(0.02)
            bash = subprocess.Popen(
                [_BASH, "--noprofile", "--norc", "-c", self._script(text, door.getsockname()[1])],
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            while bash.poll() is None:
                try:
                    link, _ = door.accept()
                except TimeoutError:
                    continue
                with link:
                    link.settimeout(_PATIENCE)
                    link.sendall(self._answer(link))
            said.seek(0)
            return Ended(bash.returncode, said.read().decode("utf-8", "replace"))

    def _script(self, text: str, port: int) -> str:
        return _SCRIPT.format(state=self._state.as_posix(), port=port, text=text)

    def _answer(self, link: socket.socket) -> bytes:
        pieces = []
        while piece := link.recv(65536):
            pieces.append(piece)
        code, out, err = _called(self._command, json.loads(b"".join(pieces)))
        return struct.pack("!ii", code, len(out)) + out + err


def _called(command: Callable[[list[str]], int], typed: Any) -> tuple[int, bytes, bytes]:
    """Run the command as if this process had been started for it."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(typed["folder"])
        for name in set(os.environ) - set(typed["environ"]):
            patch.delenv(name)
        for name, value in typed["environ"].items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed["stdin"].encode())))
        streams = [io.TextIOWrapper(each, "utf-8", write_through=True) for each in (out, err)]
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        code = command(typed["words"])
        for stream in streams:
            stream.flush()
    return code, out.getvalue(), err.getvalue()
