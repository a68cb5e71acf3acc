"""How fast and how faithful `ghblog.markdown` is on a folder of real posts.

python tests/bench/bench_markdown.py DIR
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from ghblog.markdown.dialect import pictures_meant
from ghblog.markdown.github import page
from ghblog.markdown.headings import leading_heading
from ghblog.markdown.references import Reference, RewriteError, find_references, rewrite

T = TypeVar("T")


def main(folder: Path) -> int:
    """Print counts and times; 1 if a rewrite failed."""
    texts: dict[str, str] = {}
    undecodable = 0
    for path in sorted(folder.rglob("*.md")):
        try:
            texts[str(path.relative_to(folder))] = path.read_bytes().decode()
        except UnicodeDecodeError:
            undecodable += 1
    page("")
    find_references("![](a)")
    pictures_meant("![](a)")
    leading_heading("# a\n")
    print(f"posts: {len(texts)}, not UTF-8: {undecodable}")
    found = _timed("find_references, all", texts, find_references)
    _timed("find_references, http skipped", texts, _local_references)
    _timed("page", texts, page)
    _timed("leading_heading", texts, leading_heading)
    _timed("pictures_meant", texts, pictures_meant)
    references = [each for many in found.values() for each in many]
    print(
        f"references: {len(references)}, images: {sum(each.image for each in references)}, "
        f"local images: {sum(each.image and _is_local(each.raw) for each in references)}"
    )
    failures = _rewrite_all(texts, found)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    return 1 if failures else 0


def _timed(name: str, texts: dict[str, str], work: Callable[[str], T]) -> dict[str, T]:
    results, times = {}, []
    for path, text in texts.items():
        start = perf_counter()
        results[path] = work(text)
        times.append((perf_counter() - start, len(text), path))
    total = sum(each[0] for each in times) * 1000
    slowest = max(times)
    print(
        f"{name}: {total / len(times):.2f} ms a post, slowest {slowest[0] * 1000:.1f} ms "
        f"({slowest[1]} characters, {slowest[2]})"
    )
    return results


def _rewrite_all(texts: dict[str, str], found: dict[str, tuple[Reference, ...]]) -> int:
    failures = 0
    start = perf_counter()
    for path, references in found.items():
        new = [
            (each.start, each.end, f"https://example.org/a?n={n}&x=图 {n}", each.bare)
            for n, each in enumerate(references)
        ]
        try:
            rewrite(texts[path], new)
        except RewriteError as error:
            failures += 1
            print(f"{path}: {error}")
    milliseconds = (perf_counter() - start) * 1000 / len(texts)
    print(f"rewrite, all: {milliseconds:.2f} ms a post, failures: {failures}")
    return failures


def _is_local(raw: str) -> bool:
    return not raw.lower().startswith(("http://", "https://", "//", "data:", "mailto:", "#"))


def _local_references(text: str) -> tuple[Reference, ...]:
    return find_references(text, wanted=_is_local)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
