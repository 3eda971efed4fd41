"""suggestions.csv: entities whose names are much alike, as rows of a registry table. Nothing is merged for it.

A row that a reader keeps makes the two one: `kg build ... --registry output/suggestions.csv`, after the wrong rows are deleted.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.names import fold
from kg.ontology import Ontology
from kg.registry import CLOSE, ENTRY_COLUMNS
from kg.types import Entity, Graph

ALIKE = 88  # per cent of rapidfuzz's token_sort_ratio, which is the Indel similarity of the sorted words
_BEGINNING = 3  # letters
_SHORTEST = 6  # letters of a name; shorter ones are alike by chance
_NAMES = frozenset({"PER", "EVENT", "LAW"}) | CLOSE


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one; kept is the better known. likeness: per cent."""

    kept: Entity
    other: Entity
    likeness: int


def find(graph: Graph) -> tuple[Suggestion, ...]:
    """The pairs that are alike, the likest first. Names whose numbers differ, and two states, are never alike."""
    from rapidfuzz.fuzz import token_sort_ratio

    found = []
    for one, other in _pairs(graph):
        likeness = round(token_sort_ratio(fold(one.name), fold(other.name)))
        if likeness >= ALIKE:
            kept, second = sorted((one, other), key=lambda e: (-len(e.mentions), e.id))
            found.append(Suggestion(kept, second, likeness))
    return tuple(sorted(found, key=lambda s: (-s.likeness, s.kept.id, s.other.id)))


def table(graph: Graph, ontology: Ontology) -> str:
    """A registry table with a row for each pair."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ENTRY_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for s in find(graph):
        forms = dict.fromkeys((s.other.name, *s.other.aliases))
        writer.writerow({"id": s.kept.id, "type": s.kept.type, "name": s.kept.name, "aliases": "|".join(forms)})
    return text.getvalue()


def _pairs(graph: Graph) -> Iterator[tuple[Entity, Entity]]:
    """Those of one kind that have a word with the same beginning, each pair once; all with all would be too many."""
    begins: dict[str, set[str]] = {}
    for key, entity in graph.entities.items():
        if entity.type in _NAMES and len(fold(entity.name)) >= _SHORTEST:
            for word in fold(entity.name).split():
                begins.setdefault(word[:_BEGINNING], set()).add(key)
    for pair in sorted({pair for keys in begins.values() for pair in combinations(sorted(keys), 2)}):
        one, other = (graph.entities[key] for key in pair)
        same_kind = one.type == other.type or {one.type, other.type} <= CLOSE
        if same_kind and not (one.iso3 and other.iso3) and re.findall(r"\d+", one.name) == re.findall(r"\d+", other.name):
            yield one, other
