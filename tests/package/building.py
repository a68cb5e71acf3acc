"""What people install: an sdist, the wheel made from it, and the wheel in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
# What would lead Python to the checkout, or to packages of the one who runs the tests.
_PYTHONS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
EPOCH = 1_790_000_000  # any moment; two builds of the same files give the same bytes


@dataclass(frozen=True)
class Environment:
    """A Python of its own, which has nothing but what was put into it."""

    folder: Path

    @property
    def scripts(self) -> Path:
        """Where its commands are."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.scripts / ("python.exe" if os.name == "nt" else "python")

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        base = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path("purelib", "venv", base))

    def run(
        self, *arguments: str, folder: Path, environ: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Its Python, in a folder."""
        return self._call([str(self.python), *arguments], folder, environ)

    def ghblog(
        self, *arguments: str, folder: Path, environ: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """The command of that name, as a user calls it."""
        return self._call([str(self.scripts / "ghblog"), *arguments], folder, environ)

    def install(self, *wheels: str) -> None:
        """Install wheels with pip, which finds their requirements here, or fails."""
        call("pip", "--python", str(self.python), "install", "--no-index", "--quiet", *wheels)

    def variables(self, environ: Mapping[str, str] | None = None) -> dict[str, str]:
        """What its programs are started with: no way back to the checkout."""
        kept = {name: value for name, value in os.environ.items() if name not in _PYTHONS}
        return {**kept, "PYTHONIOENCODING": "utf-8", **(environ or {})}

    def _call(
        self, command: Sequence[str], folder: Path, environ: Mapping[str, str] | None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=folder,
            env=self.variables(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


@dataclass(frozen=True)
class Built:
    """The two files that would be uploaded, and the wheel installed."""

    folder: Path

    @property
    def sdist(self) -> Path:
        """The sources."""
        return next(self.folder.glob("*.tar.gz"))

    @property
    def wheel(self) -> Path:
        """What is installed."""
        return next(self.folder.glob("*.whl"))

    @property
    def metadata(self) -> Distribution:
        """What the wheel says of itself."""
        with zipfile.ZipFile(self.wheel) as archive:
            names = {name.split("/")[0] for name in archive.namelist()}
        (info,) = (name for name in names if name.endswith(".dist-info"))
        return PathDistribution(zipfile.Path(self.wheel, f"{info}/"))

    @property
    def installed(self) -> Environment:
        """The wheel with the extra `demo` in an environment of its own, its sources away."""
        return Environment(self.folder / "installed")

    def unpack(self, folder: Path) -> Path:
        """The sources, unpacked below a folder."""
        with tarfile.open(self.sdist) as archive:
            archive.extractall(folder, filter="data")
        return next(folder.iterdir())


def build(folder: Path) -> None:
    """Checkout → sdist → wheel → an empty environment; the sources are gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    built = Built(folder)
    build_one("sdist", ROOT, folder)
    sources = built.unpack(folder / "sources")
    build_one("wheel", sources, folder)
    shutil.rmtree(folder / "sources")
    fill(built.installed, required(built.metadata, {"demo"}))
    built.installed.install(f"{built.wheel}[demo]")


def build_one(target: str, sources: Path, folder: Path) -> None:
    """Build `sdist` or `wheel` of some sources into a folder, with the locked hatchling."""
    call("hatchling", "build", "-t", target, "-d", str(folder), folder=sources)


def fill(environment: Environment, distributions: Sequence[Distribution]) -> None:
    """Make an environment that holds just these, as they are installed here: no download."""
    call("venv", "--without-pip", str(environment.folder))
    for each in distributions:
        for file in each.files or ():
            source = Path(str(each.locate_file(file)))
            if ".." not in file.parts and "__pycache__" not in file.parts and source.is_file():
                _copy(source, environment.packages / file)


def required(dist: Distribution, extras: set[str]) -> list[Distribution]:
    """What a package requires by its metadata, and what that requires, as installed here."""
    found: dict[str, Distribution] = {}
    waiting = list(_requirements(dist, extras))
    while waiting:
        requirement = waiting.pop()
        key = f"{requirement.name.lower()}{sorted(requirement.extras)}"
        if key not in found:
            found[key] = distribution(requirement.name)
            waiting += _requirements(found[key], requirement.extras)
    return [*found.values()]


def _requirements(dist: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in dist.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": each}) for each in ("", *extras)):
            yield requirement


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def call(*module: str, folder: Path | None = None) -> None:
    """Run a module of this environment; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
