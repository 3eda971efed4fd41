"""How fast the models read, against a plain Stanza pipeline that is given one article after the other.

    python benchmarks/speed.py ARTICLES [--number 400] [--jobs 2]

ARTICLES: a folder of .txt files, or a file (.txt or .txt.gz) with an article a line. Prints words a second, how many times faster, and the
share of words and of names that are labelled as by the plain pipeline (tokens, lemma, UPOS, features, head, relation; span and type).
Loading the models is not counted; starting processes, and loading in each of them, is.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

Label = tuple[Any, ...]


def texts(place: Path) -> Iterator[str]:
    """Articles of 500 to 6,000 characters."""
    for path in sorted(place.glob("*.txt")) if place.is_dir() else [place]:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            found = [file.read()] if place.is_dir() else file
            yield from (text.strip() for text in found if 500 < len(text) < 6000)


def labels(documents: Iterable[Any]) -> tuple[set[Label], set[Label]]:
    """Every word and every name with all that is said of it."""
    words, names = set(), set()
    for n, document in enumerate(documents):
        for sentence in document.sentences:
            words |= {
                (n, sentence.tokens[0].start_char, w.id, w.text, w.lemma, w.upos, w.feats, w.head, w.deprel) for w in sentence.words
            }
        names |= {(n, e.start_char, e.end_char, e.type) for e in document.ents}
    return words, names


def agreement(one: set[Label], other: set[Label]) -> float:
    return 100 * 2 * len(one & other) / (len(one) + len(other))


def arguments(number: int) -> argparse.Namespace:
    """articles, number (as many unless told otherwise) and jobs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("--number", type=int, default=number)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


def main() -> None:
    given = arguments(400)
    articles = list(islice(texts(given.articles), given.number))

    import stanza

    from kg import models

    plain = stanza.Pipeline("id", model_dir=str(models.FOLDER), download_method=None, use_gpu=False, verbose=False)
    plain(articles[0])
    start = time.perf_counter()
    wanted = labels([plain(article) for article in articles])
    took = time.perf_counter() - start
    print(f"{len(articles)} articles, {len(wanted[0])} words, {os.cpu_count()} cores")
    print(f"plain Stanza, one by one   {len(wanted[0]) / took:7.0f} words/s")
    for jobs in sorted({1, given.jobs}):
        start = time.perf_counter()
        words, names = labels(models.read(articles, jobs=jobs))
        now = time.perf_counter() - start
        print(
            f"kg.models.read, {jobs} processes {len(words) / now:7.0f} words/s, {took / now:.2f} times as fast; the same: "
            f"{agreement(wanted[0], words):.2f} % of words, {agreement(wanted[1], names):.2f} % of names"
        )
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
