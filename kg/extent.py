"""Where a name begins and ends, and what it is, as its neighbours tell: a model errs at the edges of names.

The word lists are `extent` in `grammar.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.types import Name, Span

_INITIALS = re.compile(r" ?\(([A-Z]{2,5})\)")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w-]*|\$) ?$")
_PLACES = ("GPE", "LOC")


@dataclass(frozen=True)
class Extent:
    """The word lists.

    not_after: words behind which a place is no name (dolar AS). platforms: names that behind one of `media` are only where something was
    said. fronts: capitalised words that belong to the name of a type behind them. buildings: first and last words of a building's name.
    teams: words that belong to the name of a team which begins with an age group.
    """

    not_after: frozenset[str]
    platforms: frozenset[str]
    media: frozenset[str]
    fronts: Mapping[str, frozenset[str]]
    buildings: frozenset[str]
    teams: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Extent:
        lists = {name: frozenset(data[name]) for name in ("not_after", "platforms", "media", "buildings", "teams")}
        return cls(**lists, fronts={type: frozenset(words) for type, words in data["fronts"].items()})


def mend(names: Iterable[Name], text: str, words: Extent, known: Iterable[str] = ()) -> Iterator[Name]:
    """The names with their edges and types mended.

    Args:
        known: texts whose type is beyond doubt.
    """
    certain = frozenset(known)
    found = sorted(name for name in names if name.span.of(text) not in words.fronts.get("PER", ()))  # Al alone is no name
    initials = {span for name in found if name.type == "PER" and (span := _initials(name, text))}
    for name in found:
        if not any(name.span.overlaps(span) for span in initials) and (mended := _mended(name, text, words, certain)) is not None:
            yield mended
    yield from (Name(span, "PER") for span in sorted(initials))


def _mended(name: Name, text: str, words: Extent, certain: frozenset[str]) -> Name | None:
    surface = name.span.of(text)
    before = _WORD_BEFORE.search(text[max(0, name.span.start - 30) : name.span.start])
    front = before[1] if before else ""
    if name.type in _PLACES and front.lower() in words.not_after:
        return None
    if surface in words.platforms and front.lower() in words.media:
        return None
    parts = surface.split()
    if len(parts) > 1 and surface not in certain and {parts[0], parts[-1]} & words.buildings:
        name = Name(name.span, "FAC")
    team = front in words.teams and re.match(r"U-?\d\d", surface)
    if before and front != front.lower() and (team or front in words.fronts.get(name.type, ())) and text[name.span.start - 1] == " ":
        return Name(Span(name.span.start - len(before[0]), name.span.end), "ORG" if team else name.type)
    return name


def _initials(name: Name, text: str) -> Span | None:
    """The initials of a person in brackets behind his name: Ade Kuswara Kunang (ADK)."""
    match = _INITIALS.match(text, name.span.end)
    if match is None:
        return None
    letters = iter(re.sub(r"[^A-Z]", "", name.span.of(text).upper()))
    return Span(*match.span(1)) if all(letter in letters for letter in match[1]) else None
