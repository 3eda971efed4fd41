"""A built folder read back: the rows of entities.jsonl and claims.jsonl, and the articles' texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Built:
    """folder: where it lies. entities: by id. claims: in the order of the file."""

    folder: Path
    entities: Mapping[str, Row]
    claims: tuple[Row, ...]

    def text(self, document: str) -> str | None:
        """The text that a document's offsets count in, or None if it was not kept."""
        path = self.folder / "documents" / f"{document}.txt"
        if not path.is_file():
            return None
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()


def load(folder: Path) -> Built:
    """What `kg build` wrote to a folder; raises KgError if there is nothing to read."""
    entities = {row["id"]: row for row in _rows(folder / "entities.jsonl")}
    return Built(folder, entities, tuple(_rows(folder / "claims.jsonl")))


def _rows(path: Path) -> Iterator[Row]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KgError(path, "there is no such file", f"run `kg build INPUT -o {path.parent}` first") from error
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise KgError(f"{path}:{number}", "not a line of JSON", "build the folder anew") from error
