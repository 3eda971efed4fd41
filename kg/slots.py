"""When, where and how much: the date, place and quantity of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import dates, quantities
from kg.chunks import Kind, Row
from kg.frames import Frame
from kg.language import Language
from kg.status import Tag
from kg.types import Document, Mention, Quantity, Sense, Span

_PLACES = ("GPE", "LOC", "FAC")


@dataclass(frozen=True)
class Facts:
    """The dates and quantities of a sentence, on the words of its row."""

    dates: tuple[tuple[int, int, str], ...]
    quantities: tuple[tuple[int, int, Quantity], ...]


def facts(row: Row, document: Document, reference: str | None, language: Language) -> Facts:
    text = row.sentence.span.of(document.article.text)
    start = row.sentence.span.start
    def words(span: Span) -> tuple[int, int]:
        on = [t.index for t in row.sentence.tokens if t.span.overlaps(Span(start + span.start, start + span.end))]
        return (on[0], on[-1]) if on else (0, -1)
    return Facts(tuple((*words(d.span), d.value) for d in dates.find(text, reference, language.dates)),
                 tuple((*words(span), q) for span, q in quantities.find(text, language.numbers)))


def date(frame: Frame, found: Facts, tags: Sequence[Tag]) -> str | None:
    """The date of the frame's own clause: behind the predicate with no other verb between, else one that opens the sentence."""
    own = [(first, value) for first, last, value in found.dates if last >= first and not _in_tag(first, tags)]
    if not own:
        return None
    row, end = frame.row, frame.last
    after = [(first, value) for first, value in own if first > end and not _parted(row, end, first)]
    if after:
        return after[0][1]
    word = frame.first if frame.verb is None else frame.verb
    before = [(first, value) for first, value in own if first < word and row.chunk_of(first) <= 1 and not _parted(row, first, word)]
    return before[-1][1] if before else None


def _in_tag(word: int, tags: Iterable[Tag]) -> bool:
    """The date in a tag of speech is the day of the speaking. A tag that opens the sentence ends at its comma."""
    return any(tag.own[0] <= word <= tag.own[1] for tag in tags)


def _parted(row: Row, first: int, last: int) -> bool:
    """Does another verb group, or a full stop, lie between two words?"""
    inner = range(row.chunk_of(first) + 1, row.chunk_of(last))
    return any(row.kind(k) is Kind.STOP or (row.kind(k) is Kind.VERB and not _relative(row, k)) for k in inner)


def _relative(row: Row, k: int) -> bool:
    return row.kind(k - 1) is Kind.REL


def place(frame: Frame, names: Sequence[Mention], tags: Sequence[Tag], language: Language) -> Mention | None:
    """Where the event took place: behind a preposition of place in the frame's clause; never a party to it, nor where somebody spoke."""
    row = frame.row
    chunk = row.chunk_of(frame.last)
    for k in (*range(chunk + 1, len(row.chunks)), *range(0, chunk)):
        if row.kind(k) is not Kind.PREP or row.word(row.chunks[k]) not in language.grammar.words("locative") or row.kind(k + 1) is not Kind.NP:
            continue
        here = row.chunks[k + 1]
        found = next((m for m in row.mentions(here.first, here.last) if m.type in _PLACES and m.sense is not Sense.ACTOR), None)
        if k < chunk and k > 0:
            continue
        if found is None or found in names or _in_tag(here.first, tags) or _parted(row, min(frame.last, here.first), max(frame.first, here.first)):
            continue
        return found
    return None


def quantity(frame: Frame, slots: Iterable[str], found: Facts) -> Quantity | None:
    """The quantity in the phrases of these slots."""
    for slot in slots:
        for phrase in frame.slots.get(slot, ()):
            inside = next((q for first, last, q in found.quantities if phrase.first <= first <= phrase.last and last >= first), None)
            if inside is not None:
                return inside
    return None
