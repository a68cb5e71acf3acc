"""What a release checks and writes beside what it builds. Run in the checkout's top folder.

    release.py check TAG     the tag, the version and the changelog agree
    release.py inspect DIR   the files built there are those of this version, and say what they must
    release.py notes TAG     the changelog's section, for the release's page
    release.py sums DIR      the files' SHA-256 sums, as sha256sum reads them

Exit codes: 0 all is well; 1 it is not, and why is said; 2 usage.
"""  # noqa: INP001  # no package: the workflow runs it as it is

from __future__ import annotations

import hashlib
import re
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import Message
from email.parser import Parser
from pathlib import Path

_VERSION = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)
_WANTED = {
    "Name": "ghblog",
    "License-Expression": "MIT",
    "Requires-Python": ">=3.11",
    "Description-Content-Type": "text/markdown",
}


class WrongError(Exception):
    """The release must not go on; the message says why."""


def version() -> str:
    """The package's version. Raises WrongError."""
    path = Path("ghblog/__init__.py")
    if found := _VERSION.search(path.read_text(encoding="utf-8")):
        return found["version"]
    raise WrongError(f"{path} says no __version__")


def notes(tag: str) -> str:
    """The changelog's section of a tag's version, without its heading. Raises WrongError."""
    number = tag.removeprefix("v")
    changelog = Path("CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.compile(rf"^## \[?{re.escape(number)}\]? - \d{{4}}-\d\d-\d\d$", re.MULTILINE)
    found = heading.search(changelog)
    if not found:
        raise WrongError(f"CHANGELOG.md has no section “## {number} - YEAR-MONTH-DAY”")
    text = re.split(r"^## ", changelog[found.end() :], maxsplit=1, flags=re.MULTILINE)[0]
    if not text.strip():
        raise WrongError(f"CHANGELOG.md says nothing of {number}")
    return text.strip() + "\n"


def check(tag: str) -> str:
    """Whether what is tagged is what is there. Raises WrongError."""
    here = version()
    if tag != f"v{here}":
        raise WrongError(f"the tag is {tag}, but ghblog/__init__.py says {here}: tag v{here}")
    notes(tag)
    return f"{tag} it is, and CHANGELOG.md tells of it\n"


def inspect(folder: str) -> str:
    """Whether one sdist and one wheel of this version were built. Raises WrongError."""
    here = version()
    readers: Mapping[str, Callable[[Path], str]] = {
        f"ghblog-{here}.tar.gz": _of_sdist,
        f"ghblog-{here}-py3-none-any.whl": _of_wheel,
    }
    names = sorted(each.name for each in Path(folder).iterdir())
    if names != sorted(readers):
        raise WrongError(f"{folder} holds {', '.join(names)}, and not {', '.join(sorted(readers))}")
    for name, read in readers.items():
        _check_metadata(name, Parser().parsestr(read(Path(folder) / name)), here)
    return f"{', '.join(names)}: good\n"


def sums(folder: str) -> str:
    """A line a file: its SHA-256 sum and its name."""
    paths = sorted(Path(folder).iterdir())
    return "".join(
        f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in paths
    )


def _of_sdist(path: Path) -> str:
    with tarfile.open(path) as archive:
        member = archive.extractfile(f"{path.name.removesuffix('.tar.gz')}/PKG-INFO")
        assert member is not None
        return member.read().decode()


def _of_wheel(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"{'-'.join(path.name.split('-')[:2])}.dist-info/METADATA").decode()


def _check_metadata(name: str, told: Message, here: str) -> None:
    for key, wanted in {**_WANTED, "Version": here}.items():
        if told[key] != wanted:
            raise WrongError(f"{name}: its {key} is {told[key]}, and not {wanted}")
    if not str(told.get_payload()).lstrip().startswith("# ghblog"):
        raise WrongError(f"{name}: the README is missing from its metadata")


_COMMANDS: Mapping[str, Callable[[str], str]] = {
    "check": check,
    "inspect": inspect,
    "notes": notes,
    "sums": sums,
}


def main(argv: Sequence[str]) -> int:
    """Run one command."""
    if len(argv) != 2 or argv[0] not in _COMMANDS:
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        text = _COMMANDS[argv[0]](argv[1])
    except WrongError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
