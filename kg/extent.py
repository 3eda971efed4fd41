"""Where a name begins and ends, and what it is, as its neighbours tell: a model errs at the edges of names.

The word lists are `extent` in `grammar.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kg.types import Name, Span

_INITIALS = re.compile(r" ?\(([A-Z]{2,5})\)")
_NICKNAME = re.compile(r" \(([A-Z][a-z]{2,})\)")
_SHORT = re.compile(r" \(([A-Z]\w+)\) ")
_AGE = re.compile(r" \([1-9]\d\)")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w-]*|\$) ?$")
_INITIAL_BEFORE = re.compile(r"(?:^|[A-Z]\w* )([A-Z]\. ?)$", re.MULTILINE)
_GLUED = re.compile(r"(?<=[A-Z]{4})(?=[A-Z][a-z])")  # AL QATTAAIbu: the next sentence
_GOES_ON = re.compile(r" [A-Z]")  # inisial CT Corp
_MID_BRACKET = re.compile(r"[A-Z]{2,}\) \w")  # the rest of a name with its short form inside
_CURRENCIES = "$€£¥"
_PLACES = ("GPE", "LOC")
_BEINGS = ("PER", "GPE", "LOC")


@dataclass(frozen=True)
class Extent:
    """The word lists.

    not_after: words behind which a place is no name (dolar AS). platforms: names that behind one of `media` are only where something was
    said. fronts: capitalised words that belong to the name of a type behind them, but for those that `offices` before them claim.
    edges: first and last words of a name of a type. classes: what is named behind these is of this type (bandara Ben Gurion). teams:
    words that belong to the name of a team which begins with an age group. generic: words for a body that are no name of one.
    groups: words for several, behind which a people may be named. areas: behind these what looks like a person is a place. practices:
    what a people has, whose name is no mention there (doa Yahudi). things: what is named behind these is neither a person nor a place
    (rudal Oreshnik). initialled: initials behind these are a person's.
    sources: behind these a known medium is named, even if its name is a common word. common: places whose names are common words, which
    only behind one of `where` are sure to be meant. terms: common nouns in capitals (WNI). alone: words that are no name alone.
    streets: words with which a name of its own begins. outside: words for people that are no part of a name (umat Islam).
    """

    not_after: frozenset[str]
    platforms: frozenset[str]
    media: frozenset[str]
    teams: frozenset[str]
    areas: frozenset[str]
    practices: frozenset[str]
    generic: frozenset[str]
    groups: frozenset[str]
    things: frozenset[str]
    initialled: frozenset[str]
    offices: frozenset[str]
    sources: frozenset[str]
    common: frozenset[str]
    terms: frozenset[str]
    alone: frozenset[str]
    where: frozenset[str]
    outside: frozenset[str]
    streets: frozenset[str]
    fronts: Mapping[str, frozenset[str]]
    edges: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Extent:
        def by_type(name: str) -> Mapping[str, frozenset[str]]:
            return {type: frozenset(words) for type, words in data[name].items()}

        plain = (field.name for field in fields(cls) if field.name not in ("fronts", "edges", "classes"))
        lists = {name: frozenset(data[name]) for name in plain}
        return cls(**lists, fronts=by_type("fronts"), edges=by_type("edges"), classes=by_type("classes"))


def mend(names: Iterable[Name], text: str, words: Extent, known: Mapping[str, str] | None = None) -> Iterator[Name]:
    """The names with their edges and types mended.

    Args:
        known: texts whose type is beyond doubt, and the type.
    """
    certain = known or {}
    found = sorted(name for name in names if name.span.of(text) not in words.fronts.get("PER", ()))  # Al alone is no name
    found = list(_bordered(found, text, certain))
    persons = {span for name in found if name.type == "PER" and (span := _initials(name, text) or _nickname(name, text, found, certain))}
    things = _things(found, text, words, certain)
    for name in found:
        if any(name.span.overlaps(span) for span in persons) or name.span.of(text) in things:
            continue
        if (mended := _mended(name, text, words, certain)) is not None:
            yield mended
    yield from (Name(span, "PER") for span in sorted(persons))


def is_none(name: Name, text: str, words: Extent) -> bool:
    """Is a place here part of the name of something else (dolar AS, bahasa Inggris, US$), a platform only where something was said, or
    a common noun in capitals no name at all (WNI)?"""
    before = _WORD_BEFORE.search(text[max(0, name.span.start - 30) : name.span.start])
    front = before[1].lower() if before else ""
    surface = name.span.of(text)
    if surface in words.terms | words.alone or (surface in words.platforms and front in words.media):
        return True
    if name.type == "NORP" and front in words.practices:
        return True
    follows = text[name.span.end : name.span.end + 1]
    return name.type in _PLACES and (front in words.not_after or (follows != "" and follows in _CURRENCIES))


def initialled(names: Iterable[Name], text: str, words: Extent, known: Mapping[str, str]) -> Iterator[Name]:
    """The names, the earlier before the later where two overlap, with persons given by their initials (pria berinisial AS) and where these
    stand again, unless they mean something else."""
    pattern = re.compile(r"(?<!\w)(?:{}) ([A-Z]{{1,4}})(?!\w)".format("|".join(map(re.escape, sorted(words.initialled)))))
    found = list(pattern.finditer(text))
    called = {match[1] for match in found if match[1] not in known and len(match[1]) > 1}
    yield from (Name(Span(*match.span(1)), "PER") for match in found if not _GOES_ON.match(text, match.end()))
    yield from (Name(name.span, "PER") if name.span.of(text) in called else name for name in names)
    for short in sorted(called):
        yield from (Name(Span(*again.span()), "PER") for again in re.finditer(rf"(?<![\w-]){short}(?![\w-])", text))


def _bordered(names: list[Name], text: str, known: Mapping[str, str]) -> Iterator[Name]:
    """The names, of two that were divided amiss the first whole: DPD Partai Jawa | Tengah Ana, Pengadilan Tinggi ( | PT) Jakarta."""
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if waiting and text[name.span.end : waiting[0].span.start] == " (" and _MID_BRACKET.match(waiting[0].span.of(text)):
            name = Name(Span(name.span.start, waiting.pop(0).span.end), name.type)
        if name.type == "ORG" and name.span.of(text) not in known and (owner := _owner(name, waiting[:2], text)):
            del waiting[: waiting.index(owner) + 1]
            name = Name(Span(name.span.start, owner.span.end), name.type)
        if name.type in ("ORG", "GPE") and waiting and text[name.span.end : waiting[0].span.start] == " ":
            following = waiting[0]
            last, (first, _, rest) = name.span.of(text).split()[-1], following.span.of(text).partition(" ")
            if known.get(f"{last} {first}") == "GPE" and name.span.of(text) != last and following.span.of(text) not in known:
                name = Name(Span(name.span.start, following.span.start + len(first)), name.type)
                waiting[:1] = [Name(Span(following.span.end - len(rest), following.span.end), following.type)] if rest else []
        yield name


def _owner(name: Name, following: list[Name], text: str) -> Name | None:
    """The body or state that a body belongs to, behind its short form in brackets: Badan Anggaran (Banggar) DPR."""
    match = _SHORT.match(text, name.span.end)
    if match is None or not _is_short(match[1], name.span.of(text)):
        return None
    return next((n for n in following if n.span.start == match.end() and n.type in ("ORG", "GPE")), None)


def _is_short(short: str, phrase: str) -> bool:
    """Do the letters stand in the phrase in this order, the first at its head: Banggar, Badan Anggaran?"""
    letters = iter(phrase.lower())
    return short[0] == phrase[0] and all(letter in letters for letter in short.lower())


def _things(names: list[Name], text: str, words: Extent, known: Mapping[str, str]) -> frozenset[str]:
    """Names of missiles, ships and the like, which a model takes for persons and places, at least now and then."""
    beings = {name.span.of(text) for name in names if name.type in _BEINGS}
    things = "|".join(map(re.escape, sorted(words.things)))
    called = {being for being in beings if re.search(rf"(?<!\w)(?i:{things}) {re.escape(being)}(?!\w)", text)}
    parts = {part for name in names if name.type == "PER" and len(of := name.span.of(text).split()) > 1 for part in of}
    return frozenset(surface for surface in called if surface not in known and surface not in parts)


def _mended(name: Name, text: str, words: Extent, certain: Mapping[str, str]) -> Name | None:
    surface = name.span.of(text)
    before = _WORD_BEFORE.search(text[max(0, name.span.start - 30) : name.span.start])
    front = before[1] if before else ""
    if is_none(name, text, words):
        return None
    if name.type == "PER" and (initial := _INITIAL_BEFORE.search(text[max(0, name.span.start - 30) : name.span.start])):
        return Name(Span(name.span.start - len(initial[1]), name.span.end), "PER")
    if name.type == "PER" and (glued := _GLUED.search(surface)):
        return Name(Span(name.span.start, name.span.start + glued.start()), "PER")
    if surface not in certain:
        name = _retyped(name, text, words, certain)
    parts = surface.split()
    team = front in words.teams and re.match(r"U-?\d\d", surface)
    ahead = text[: name.span.start - len(before[0])].split()[-1:] if before else []
    fronted = front in words.fronts.get(name.type, ()) and not words.offices & {*ahead, *parts[:1]}
    if before and front != front.lower() and (team or fronted) and text[name.span.start - 1] == " ":
        return Name(Span(name.span.start - len(before[0]), name.span.end), "ORG" if team else name.type)
    return name


def _retyped(name: Name, text: str, words: Extent, known: Mapping[str, str]) -> Name:
    """A name that nobody knows, as its first or last word, its age or the name in it tell: Badan PBB is PBB, Warsita (31) a person."""
    parts = name.span.of(text).split()
    for type, edges in words.edges.items():
        if len(parts) > 1 and {parts[0], parts[-1]} & edges:
            return Name(name.span, type)
    for type, classes in words.classes.items():
        if len(parts) > 1 and parts[0] in classes and parts[1][:1].isupper():
            return Name(Span(name.span.start + len(parts[0]) + 1, name.span.end), type)  # [kota] Bogota
    before = _WORD_BEFORE.search(text[max(0, name.span.start - 30) : name.span.start])
    for type, classes in words.classes.items():
        if before is not None and before[1] in classes and name.type in ("PER", *_PLACES):
            return Name(name.span, type)
    if name.type == "PER" and before is not None and before[1] in words.areas:
        return Name(name.span, "GPE")
    if name.type in (*_PLACES, "NORP") and _AGE.match(text, name.span.end):
        return Name(name.span, "PER")
    grouped = name.type == "NORP" and parts[0].lower() in words.groups and len(parts) > 1
    if parts[0] in words.terms or grouped or (name.type == "ORG" and parts[0].lower() in words.generic):
        ahead = words.generic | {parts[0].lower()}
        named = next((i for i, part in enumerate(parts) if not part.islower() and part.lower() not in ahead), len(parts))
        tail = " ".join(parts[named:])
        kind = known.get(tail, "NORP" if tail and parts[0].lower() in words.groups else "")
        if kind:
            return Name(Span(name.span.end - len(tail), name.span.end), kind)
    return name


def _nickname(name: Name, text: str, names: Iterable[Name], known: Mapping[str, str]) -> Span | None:
    """What a person is called on in the article, in brackets behind his name: Arga Wiratama (Arga)."""
    match = _NICKNAME.match(text, name.span.end)
    if match is None or match[1] in known or len(re.findall(rf"\b{match[1]}\b", text)) < 2:
        return None
    others = (other for other in names if other.span.of(text) == match[1])
    return Span(*match.span(1)) if all(other.type == "PER" for other in others) else None


def _initials(name: Name, text: str) -> Span | None:
    """The initials of a person in brackets behind his name: Ade Kuswara Kunang (ADK)."""
    match = _INITIALS.match(text, name.span.end)
    if match is None:
        return None
    letters = iter(re.sub(r"[^A-Z]", "", name.span.of(text).upper()))
    return Span(*match.span(1)) if all(letter in letters for letter in match[1]) else None
