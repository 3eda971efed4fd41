"""Names marked in sentences that are not ours: the marks lie in our corpus, the sentences only in the data.

A row: a file below `data/text`; a line of it, from 0; where the sentence begins and ends in that line; the first digits of the
sentence's SHA-1; and its names as BEGIN-END-TYPE within the sentence, characters from 0, the end exclusive.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.errors import ModelError

Marks = list[tuple[int, int, str]]
_DIGITS = 8


def read(rows: Path, texts: Path) -> Iterator[tuple[str, Marks]]:
    """Each sentence with its marks.

    Args:
        rows: a file of marks.
        texts: the folder with the texts, a gzip file each, an article a line.

    Raises:
        ModelError: a text is missing, or is not the one that was marked.
    """
    lines = cache(_lines)
    for row in rows.read_text(encoding="utf-8").splitlines():
        name, line, start, end, digest, names = row.split("\t")
        path = texts / f"{name}.txt.gz"
        if not path.is_file():
            raise ModelError(path, "the text is missing", f"{rows.name} marks names in it")
        article = lines(path)[int(line) : int(line) + 1]
        sentence = article[0][int(start) : int(end)] if article else ""
        if hashlib.sha1(sentence.encode()).hexdigest()[:_DIGITS] != digest:
            raise ModelError(path, f"line {line} is not the text that was marked", f"{rows.name} was made for another edition of it")
        yield sentence, [_mark(name) for name in names.split()]


def _lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="\n") as text:
        return text.read().split("\n")


def _mark(written: str) -> tuple[int, int, str]:
    start, end, kind = written.split("-")
    return int(start), int(end), kind
