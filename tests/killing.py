"""A publish in a process of its own, to be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from writers import Writer


def kill_now(process: list[subprocess.Popen[bytes]]) -> None:
    """As a power cut would; on every system."""
    process[0].kill()
    process[0].wait()


def start(writer: Writer) -> subprocess.Popen[bytes]:
    """Publish in another process."""
    environ = {
        **os.environ,
        "GITHUB_API_URL": writer.box.api_url,
        "GH_TOKEN": writer.token,
        "GHBLOG_PICTURES_STORE": writer.store,
    }
    script = Path(__file__).parent / "publish" / "killed.py"
    return subprocess.Popen([sys.executable, str(script), str(writer.folder)], env=environ)
