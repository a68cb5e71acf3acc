"""How fast and how faithful `ghblog.markdown` is: on a folder of real posts, and on thousands of
generated documents that are as nasty as Markdown can be.

python tests/bench/bench_markdown.py DIR [DOCUMENTS]     (default: 10000)
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

import hostile

from ghblog.markdown.dialect import pictures_meant
from ghblog.markdown.github import page
from ghblog.markdown.hazards import Hazard, find_hazards, hush
from ghblog.markdown.headings import leading_heading
from ghblog.markdown.references import Reference, RewriteError, find_references, rewrite

T = TypeVar("T")


def main(folder: Path, documents: int = 10_000) -> int:
    """Print counts and times; 1 if a rewrite or a check failed."""
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
    loud = _timed("find_hazards", texts, _hazards)
    kinds = Counter(each.kind.value for many in loud.values() for each in many)
    print(f"hazards: {', '.join(f'{name} {count}' for name, count in sorted(kinds.items()))}")
    _timed("hush, all", texts, lambda text: hush(text, _hazards(text)))
    failures = _rewrite_all(texts, found) + _hostile(documents)
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


def _hazards(text: str) -> tuple[Hazard, ...]:
    return find_hazards(text, repository="writer/weekly")


def _hostile(documents: int) -> int:
    """Check what `hostile` says must hold, on as many documents for each check."""
    common = hostile.BLOCKS + hostile.INLINES
    loud = common + hostile.HAZARDS * 4
    foreign = common + hostile.HAZARDS + hostile.DIALECTS * 3
    plain = hostile.BLOCKS + hostile.INLINES * 2
    return (
        _checked("pictures found", documents, plain, lambda text, _: hostile.check_references(text))
        + _checked("URLs rewritten", documents, plain, hostile.check_rewriting)
        + _checked("mentions found", documents, loud, lambda text, _: hostile.check_hazards(text))
        + _checked("hushed", documents, loud, lambda text, _: hostile.check_hushing(text))
        + _checked("turned, hushed, rewritten", documents, foreign, hostile.check_chain)
    )


def _checked(
    name: str, documents: int, table: tuple[str, ...], check: Callable[[str, str], object]
) -> int:
    random = Random(name)
    failures, results = 0, Counter[object]()
    start = perf_counter()
    for _ in range(documents):
        text = "".join(random.choices(table, k=random.randrange(31)))
        url = "n" + "".join(random.choices(hostile.URL, k=random.randrange(13)))
        try:
            results[check(text, url)] += 1
        except Exception as error:  # noqa: BLE001 (whatever it is, the benchmark goes on)
            failures += 1
            if failures <= 5:
                print(f"{name}: {error!r} for {text!r}, {url!r}")
    told = f", results: {dict(results)}" if set(results) - {None} else ""
    milliseconds = (perf_counter() - start) * 1000 / max(1, documents)
    print(
        f"{name}: {documents} hostile documents, {milliseconds:.2f} ms each, "
        f"failures: {failures}{told}"
    )
    return failures


def _is_local(raw: str) -> bool:
    return not raw.lower().startswith(("http://", "https://", "//", "data:", "mailto:", "#"))


def _local_references(text: str) -> tuple[Reference, ...]:
    return find_references(text, wanted=_is_local)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:3])))
