"""What people install: an sdist, the wheel made from it, and the wheel in an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Built:
    """The two files that would be uploaded, and the wheel installed into a folder of its own."""

    folder: Path

    @property
    def sdist(self) -> Path:
        return next(self.folder.glob("*.tar.gz"))

    @property
    def wheel(self) -> Path:
        return next(self.folder.glob("*.whl"))

    @property
    def target(self) -> Path:
        return self.folder / "target"

    def run(
        self, *arguments: str, folder: Path, environ: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Python with the installed wheel and the dependencies, but with no checkout in reach."""
        # -S: no .pth file is read, so the editable install of this very checkout is not there.
        paths = [str(self.target), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
        env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONIOENCODING": "utf-8",
            **(environ or {}),
        }
        return subprocess.run(
            [sys.executable, "-S", *arguments],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def build(folder: Path) -> None:
    """Checkout → sdist → wheel → an empty folder; the sources are gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _call(["hatchling", "build", "-t", "sdist", "-d", str(folder)], ROOT)
    sources = folder / "sources"
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(sources, filter="data")
    _call(["hatchling", "build", "-t", "wheel", "-d", str(folder)], next(sources.iterdir()))
    shutil.rmtree(sources)
    wheel = next(folder.glob("*.whl"))
    install = ["pip", "install", "--no-deps", "--no-index", "--disable-pip-version-check"]
    _call([*install, "--target", str(folder / "target"), str(wheel)], folder)


def _call(module: Sequence[str], folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
