"""Does memory grow with the number of articles read?

    python benchmarks/memory.py ARTICLES [--number 10000] [--jobs 2]

ARTICLES as for `speed.py`. Prints after each tenth what memory this process and the largest of the others hold (the resident set, in MB),
and how many words were read in a second. Linux only.
"""

from __future__ import annotations

import multiprocessing
import time
from itertools import islice
from pathlib import Path

from speed import arguments, texts

from kg import models


def resident(process: int | str) -> float:
    """In MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def main() -> None:
    given = arguments(10_000)
    articles = islice(texts(given.articles), given.number)
    words, start = 0, time.perf_counter()
    for n, document in enumerate(models.read(articles, jobs=given.jobs), 1):
        words += document.num_words
        if n % (given.number // 10) == 0:
            others = [resident(child.pid) for child in multiprocessing.active_children() if child.pid]
            memory = f"{resident('self'):5.0f} MB, others {max(others, default=0):5.0f} MB"
            print(f"{n:6} articles, {words:8} words: {memory}, {words / (time.perf_counter() - start):5.0f} words/s", flush=True)


if __name__ == "__main__":
    main()
