"""What a model marked, brought to the names that stand in it: cut at their edges, parted where two are one, each of one type.

A model errs most at the edges of names: it takes titles, clitics and full stops in, and two names for one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg import abbreviations, extent
from kg.language import Language
from kg.names import fold
from kg.types import Document, Name, Span

_EDGES = " \t\n\"'“”‘’«»()[]{},;:-–—/•*"
_BRACKETED = re.compile(r"(\w[^()]+) \((\w[^()]*)\)?")
_TITLE = 30  # characters before a name among which the first word of its title is looked for


def names(document: Document, language: Language) -> list[Name]:
    """The names that a model marked in an article, in their order."""
    text = document.article.text
    dead = [zone.span for zone in document.article.zones if not zone.gives_facts]
    whole = (part for name in document.names for part in _within(name, dead, text, language))
    persons = frozenset(word for name in document.names if name.type == "PER" for word in name.span.of(text).split())
    parts = (part for name in whole for part in _parted(name, text, language, persons))
    named = [n for part in parts if (n := _trimmed(part, text, language))]
    return _typed(extent.mend(named, text, language.extent, language.kinds), text, language)


def _within(name: Name, zones: list[Span], text: str, language: Language) -> Iterator[Name]:
    """A span across the end of a dateline as two names: KOMPAS.com Inggris."""
    border = next((z.end for z in zones if name.span.start < z.end < name.span.end), None)
    if border is None:
        yield name
        return
    rest = Span(border, name.span.end)
    known = {e.type for e in language.registry.named(rest.of(text).strip())}
    yield Name(Span(name.span.start, border), name.type)
    yield Name(rest, known.pop() if len(known) == 1 else name.type)


def _parted(name: Name, text: str, language: Language, persons: frozenset[str]) -> Iterator[Name]:
    """A span that holds two names as two: Komando Pasukan Khusus (Kopassus), [Senator] Massachusetts Elizabeth Warren.

    Of two that a conjunction joins, which no name holds (Kementerian Luar Negeri maupun Presiden), the first.

    persons: words of the names of persons in the article.
    """
    surface = name.span.of(text)
    if (sides := _side_by_side(name, surface, language)) is not None:
        end, again, first, second = sides
        yield from _parted(Name(Span(name.span.start, name.span.start + end), first), text, language, persons)
        yield from _parted(Name(Span(name.span.start + again, name.span.end), second), text, language, persons)
        return
    words = surface.split(" ")
    if cut := next((i for i, word in enumerate(words) if i and word in language.grammar.words("parting")), 0):
        surface = " ".join(words[:cut])
        name = Name(Span(name.span.start, name.span.start + len(surface)), name.type)
    if bracketed := _BRACKETED.fullmatch(surface):
        yield from (Name(Span(name.span.start + a, name.span.start + b), name.type) for a, b in map(bracketed.span, (1, 2)))
        return
    for border in reversed([m.start() for m in re.finditer(r" (?=[A-Z])", surface)]):
        first, rest = surface[:border], surface[border + 1 :]
        if types := _two(name.type, first, rest, language, persons):
            at = name.span.start + border
            yield from _parted(Name(Span(name.span.start, at), types[0]), text, language, persons)
            yield Name(Span(at + 1, name.span.end), types[1])
            return
        if name.type == "GPE" and _is_state(first, language):
            break  # Korea Selatan Raya is not Korea and Selatan Raya
    yield name


def _side_by_side(name: Name, surface: str, language: Language) -> tuple[int, int, str, str] | None:
    """Where the first of two names ends, where the second begins, and their types: Prabowo-Gibran, Uni Eropa - Siprus, Dewan A dan
    Asosiasi B, and a body with its short form behind it, without brackets."""
    if language.registry.named(surface):
        return None
    conjunctions = language.grammar.words("conjunctions")
    for mark in re.finditer(" [-–] |[-/]", surface):
        sides = surface[: mark.start()], surface[mark.end() :]
        if all(language.registry.named(side, "PER") for side in sides):
            return *mark.span(), "PER", "PER"
        if mark[0].startswith(" ") and all(side in language.kinds for side in sides):
            return *mark.span(), language.kinds[sides[0]], language.kinds[sides[1]]
        body = language.registry.named(sides[1], "ORG") and (" " in sides[0] or language.registry.named(sides[0], "ORG"))
        if mark[0] == "/" and not language.names.body(surface) and (body or abbreviations.of(*sides, conjunctions)):
            return *mark.span(), "ORG", "ORG"
    if name.type != "ORG":
        return None
    first, _, short = surface.rpartition(" ")
    if abbreviations.of(first, short, conjunctions):
        return len(first), len(first) + 1, "ORG", "ORG"
    words = [(m.start(), m.end(), m[0]) for m in re.finditer(r"\S+", surface)]
    for before, joint, after in zip(words, words[1:], words[2:], strict=False):
        opens = (words[0][2], after[2]) if after[2][:1].isupper() else ()
        two = opens != () and all(word.lower() in language.names.institutions for word in opens)
        if joint[2] in conjunctions and (two or language.registry.named(surface[after[0] :], "ORG")):
            return before[1], after[0], "ORG", "ORG"
    return None


def _two(kind: str, first: str, rest: str, language: Language, persons: frozenset[str]) -> tuple[str, str] | None:
    """The types of two names that a model marked as one of this kind, if they are two."""
    types = {e.type for e in language.registry.named(first)}
    whole = f"{first} {rest}"
    if rest.split()[0] in language.extent.streets:
        return kind, kind  # Perumahan Melati Jalan Mawar
    before = language.kinds.get(first, "NORP" if "NORP" in types else "")
    if before and kind in ("GPE", "LOC", "NORP") and language.kinds.get(rest) == "GPE" and whole not in language.kinds:
        return before, "GPE"  # Jalur Gaza Palestina, Yahudi Amerika
    if kind == "GPE" and _is_state(first, language) and " " in rest and not language.registry.named(whole):
        return "GPE", "PER"
    if kind == "PER" and types and "PER" not in types and first in language.bodies_and_places:
        return min(types), "PER"
    if kind == "PER" and {e.id for e in language.registry.named(first, kind)} & {e.id for e in language.registry.named(rest, kind)}:
        return kind, kind  # Joko Widodo Jokowi, whose brackets a page has lost
    if kind == "ORG" and "ORG" in types and " " in rest and rest.split()[-1] in persons and not language.registry.named(whole):
        return "ORG", "PER"  # Mahkamah Agung Brett Kavanaugh, if he is named again
    return None


def _is_state(text: str, language: Language) -> bool:
    return any(e.iso3 for e in language.registry.named(text))


def _trimmed(name: Name, text: str, language: Language) -> Name | None:
    """The name without stray punctuation at its ends, and a person's without the titles and ranks before it."""
    start, end = name.span.start, name.span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if name.type == "PER":
        start = end - len(text[start:end].lstrip("0123456789 "))  # Danrem [051] Nugroho
        start = _after_titles(text, start, end, language)
        words = text[start:end].lower().split()
        if words and len(language.titles.head_at(words, 0)) == len(words):
            return None  # Stafsus Presiden, and no name
    if name.type == "ORG" and (match := re.match(r"(\w+) (?=\S)", text[start:end])) and match[1].lower() in language.titles.taken_in:
        start += match.end()  # [Chairman] CT Corp
    if text[start:end].endswith(".") and _ends_sentence(text[start : end - 1], name.type, language):
        end -= 1
    if end - start > len(clitic := _clitic(text[start:end], language)):
        end -= len(clitic)  # CEO-nya
    if text[start:end].lower() in language.titles.taken_in:
        return None
    if name.type in ("EVENT", "LAW"):
        end = start + len(_before_month(text[start:end], language))
    span = Span(start, end)
    surface = span.of(text)
    real = any(c.isalnum() for c in surface) and surface.lower() not in language.function_words
    return Name(span, name.type) if real and (surface != surface.lower() or language.registry.named(surface)) else None


def _before_month(surface: str, language: Language) -> str:
    """The name without a month behind it, which tells when it is: Sidang Umum PBB [September], but Gerakan 30 September."""
    front, _, last = surface.rpartition(" ")
    return front if front and last.lower() in language.dates.full_months and not front[-1].isdigit() else surface


def _clitic(surface: str, language: Language) -> str:
    """A clitic that hangs on a name by a hyphen, with the hyphen, or nothing."""
    return next((f"-{c}" for c in language.grammar.words("anaphora.person_clitic") if surface.endswith(f"-{c}")), "")


def _ends_sentence(surface: str, kind: str, language: Language) -> bool:
    """Is a full stop behind this no part of it? It is behind initials, degrees and the like: Kim Jong Un. but Moh. and M."""
    last = fold(surface.rpartition(" ")[2])
    short = last in language.names.particles | language.names.degrees | language.names.honorifics or last in language.names.spellings
    return bool(language.registry.named(surface)) or (kind == "PER" and len(last) > 1 and surface[-1].islower() and not short)


def _after_titles(text: str, start: int, end: int, language: Language) -> int:
    words = [(m[0], start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    low = [w.lower() for w, _, _ in words]
    before = text[max(0, start - _TITLE) : start].lower().split()[-1:] if text[start - 1 : start] == " " else []
    i = max(0, len(language.titles.head_at([*before, *low], 0)) - 1) if before else 0  # Duta [Besar] Katz
    if i >= len(words):
        return end
    while i < len(words) - 1:
        head = language.titles.head_at(low, i)
        rest = text[words[i + 1][1] : words[-1][2]]
        if len(head) == 1 and head[0] in language.titles.royal and len(words) > i + 2 and not language.registry.named(rest, "PER"):
            break  # Raja Juli Antoni
        if head and i + len(head) < len(words):
            i += len(head)
        elif low[i] in language.titles.address and low[i] not in language.titles.inner:
            i += 1
        else:
            break
    return words[i][1] if words else start


def _typed(names: Iterable[Name], text: str, language: Language) -> list[Name]:
    """The names with the registry's type where all its bearers of the name agree, and one type for all the same texts of an article."""
    found = list(names)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    whole_names = {n.span.of(text) for n in found if n.type == "PER"}
    persons = {part for whole in whole_names if " " in whole for part in whole.split() if len(part) > 3}
    for name in found:
        votes[name.span.of(text)][name.type] += 1
    result = []
    for name in found:
        surface = name.span.of(text)
        known = {e.type for e in language.registry.named(surface)}
        tail = " " in surface and any(whole.endswith(f" {surface}") for whole in whole_names)  # Suleiman Al Obeid, and no town
        majority = "PER" if tail or (surface in persons and not known) else votes[surface].most_common(1)[0][0]
        kind = next(iter(known)) if len(known) == 1 and not tail and not _may_be_person(name, surface, known) else majority
        result.append(Name(name.span, kind))
    return result


def _may_be_person(name: Name, surface: str, known: set[str]) -> bool:
    return "PER" in known and name.type != "PER" and " " not in surface
