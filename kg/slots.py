"""When, where and how much: the date, place and quantity of a frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg import dates, quantities
from kg.chunks import Kind, Lexicon, Row
from kg.complements import OBJECT, OF
from kg.frames import Frame
from kg.language import Language
from kg.rules import NOUN, Rule
from kg.status import Tag
from kg.types import Claim, Document, Mention, Quantity, Sense, Span

_PLACES = ("GPE", "LOC", "FAC")
_BEHIND = 12  # characters behind a date in which a word may say that it is to come
_OPENING = 3  # chunks that may stand before a date which opens a sentence
_FAR = timedelta(days=14)


@dataclass(frozen=True)
class Facts:
    """The dates and quantities of a sentence, on the words of its row.

    ahead, over: those of the dates that lie in the future of the article, and long before it.
    """

    dates: tuple[tuple[int, int, str], ...]
    ahead: frozenset[str]
    over: frozenset[str]
    quantities: tuple[tuple[int, int, Quantity], ...]


@dataclass(frozen=True)
class Calendar:
    """The dates of a whole article, since "sehari sebelumnya" counts from the one before it; quantities go sentence by sentence."""

    dates: tuple[tuple[Span, str], ...]
    today: str | None
    future: frozenset[str]
    text: str
    numbers: quantities.NumberWords

    @classmethod
    def of(cls, document: Document, language: Language) -> Calendar:
        text = document.article.text
        reference = dates.reference(text, document.article.published, language.dates)
        found = tuple((d.span, d.value) for d in dates.find(text, reference, language.dates))
        return cls(found, reference, frozenset(language.dates.future), text, language.numbers)

    def facts(self, row: Row) -> Facts:
        start = row.sentence.span.start
        counted = (
            (Span(start + span.start, start + span.end), quantity)
            for span, quantity in quantities.find(row.sentence.span.of(self.text), self.numbers)
        )
        here = [(span, value) for span, value in self.dates if span.overlaps(row.sentence.span)]
        return Facts(
            tuple((*on, value) for span, value in here if (on := _words(row, span))),
            frozenset(value for span, value in here if self._is_ahead(span, value)),
            frozenset(value for _, value in here if self.today and value < self.today[:4]),
            tuple((*on, quantity) for span, quantity in counted if (on := _words(row, span))),
        )

    def _is_ahead(self, span: Span, value: str) -> bool:
        """Does the text say so (15 Agustus mendatang), or is the day far beyond that of the article, which may be some days off?"""
        if any(re.search(rf"\b{word}\b", self.text[span.start : span.end + _BEHIND].lower()) for word in self.future):
            return True
        if self.today is None or len(value) < len(self.today):
            return self.today is not None and value > self.today[: len(value)]
        return date.fromisoformat(value[: len(self.today)]) > date.fromisoformat(self.today) + _FAR


def _words(row: Row, span: Span) -> tuple[int, int] | None:
    on = [t.index for t in row.sentence.tokens if t.span.overlaps(span)] if span.overlaps(row.sentence.span) else []
    return (on[0], on[-1]) if on else None


@dataclass(frozen=True, slots=True)
class Scene:
    """When and where an event took place."""

    date: str | None = None
    place: Mention | None = None

    @classmethod
    def of(cls, claim: Claim) -> Scene:
        """Of a visit, the place is what was visited."""
        visited = claim.object if claim.object.type in _PLACES and claim.object.sense is Sense.PLACE else None
        return cls(claim.date, claim.place or visited)

    def complete(self, claim: Claim) -> Claim:
        return replace(claim, date=claim.date or self.date, place=claim.place or self.place)


def fill(claim: Claim, made: Frame, rule: Rule, found: Facts, tags: Sequence[Tag], lexicon: Lexicon, language: Language) -> Claim:
    """The claim with its date, place, quantity and content."""
    counted = (*rule.needs, *rule.object, OF, OBJECT) if rule.needs else rule.object
    where = place(made, (claim.subject, claim.object), tags, language)
    day, how_much = when(made, found, tags, lexicon, language), quantity(made, counted, found, language)
    return replace(claim, date=day, place=where, quantity=how_much, content=content(made, lexicon))


def when(frame: Frame, found: Facts, tags: Sequence[Tag], lexicon: Lexicon, language: Language) -> str | None:
    """The date of the frame's own clause: behind the predicate with no other verb between, else one that opens the sentence.

    An event that is named as the occasion has the date right before: pada Jumat, saat kunjungannya ke Singapura.
    """
    noted = [d for d in found.dates if not _in_tag(d[0], tags)]
    row, end = frame.row, frame.last
    until = language.grammar.words("until")  # Hingga Maret 2025, ... telah mengakui: a limit, and no day of it
    dated = [d for d in noted if d[0] == 0 or row.words[d[0] - 1] not in until]
    own = [(first, value) for first, last, value in dated if not _of_object(frame, first, last, lexicon, language)]
    word = _governor(frame, language)
    before = [v for first, v in own if row.chunk_of(first) == (k := row.chunk_of(word) - 1) and row.kind(k - 1) is Kind.PREP]
    if before:
        return before[-1]  # pada Selasa menandatangani deklarasi untuk mengecam serangan pada 7 Oktober
    after = [value for first, value in own if first > end and not _parted(frame, end, first, language)]
    if after and after[0] in found.ahead and _is_wanted(frame, end, next(f for f, v in own if v == after[0] and f > end), language):
        return None  # meminta B untuk menggelar pemilu pada 2026
    if after:
        return after[0]
    fronted = [
        value
        for first, value in own
        if first < word and _opens(row, row.chunk_of(first)) and not frame.beside and not _subordinate(row, first, word)
    ]
    return fronted[-1] if fronted else _occasion(frame, own, language)


def _is_wanted(frame: Frame, first: int, last: int, language: Language) -> bool:
    """Does a verb of purpose lie between two words?"""
    row = frame.row
    inner = range(row.chunk_of(first) + 1, row.chunk_of(last))
    wants = language.grammar.words("purposes")
    meant = (k for k in inner if row.kind(k) is Kind.VERB and row.kind(k - 1) in (Kind.PREP, Kind.SUB))
    return any(row.word(row.chunks[k - 1]) in wants for k in meant)


def _governor(frame: Frame, language: Language) -> int:
    """The verb whose date is the frame's: its own, or that whose purpose it is: pada Selasa menandatangani deklarasi untuk mengecam."""
    row, word = frame.row, frame.first if frame.verb is None else frame.verb
    k = row.chunk_of(word)
    if row.kind(k - 1) is Kind.PREP and row.word(row.chunks[k - 1]) in language.grammar.words("purposes") and row.kind(k - 2) is Kind.NP:
        return row.chunks[k - 3].last if row.kind(k - 3) is Kind.VERB else word
    return word


def _of_object(frame: Frame, first: int, last: int, lexicon: Lexicon, language: Language) -> bool:
    """Is this the date of an event that is the object: mengecam serangan Hamas pada 7 Oktober? One with a weekday is of the day's news."""
    row, k = frame.row, frame.row.chunk_of(first) - 1
    k -= row.kind(k) is Kind.PREP
    if frame.voice == NOUN or row.kind(k) is not Kind.NP or row.chunks[k].first <= frame.last:
        return False
    if row.kind(k - 1) is Kind.PREP and row.word(row.chunks[k - 1]) in language.grammar.words("occasion"):
        return False  # mengakui Palestina dalam Sidang Umum PBB pada 23 September
    here = row.chunks[k]
    spoken = any(word in language.dates.weekdays for word in row.words[first : last + 1])
    owned = bool(row.mentions(here.first, here.last))
    return owned and not spoken and any(word in lexicon.events for word in row.words[here.first : here.last + 1])


def _occasion(frame: Frame, dates: Sequence[tuple[int, str]], language: Language) -> str | None:
    row, k = frame.row, frame.row.chunk_of(frame.first) - 1
    while frame.voice != NOUN and row.kind(k) in (Kind.NP, Kind.CONJ):
        k -= 1  # pada Maret 2024, ketika Spanyol mengirim bantuan
    if k < 1 or row.word(row.chunks[k]) not in language.grammar.words("occasion"):
        return None
    before = k - 2 if row.kind(k - 1) is Kind.COMMA else k - 1
    return next((value for first, value in dates if row.chunk_of(first) == before), None)


def _in_tag(word: int, tags: Iterable[Tag]) -> bool:
    """The date in a tag of speech is the day of the speaking. A tag that opens the sentence ends at its comma."""
    return any(tag.own[0] <= word <= tag.own[1] for tag in tags)


def _parted(frame: Frame, first: int, last: int, language: Language) -> bool:
    """Does another verb group, or a full stop, lie between two words?

    Verbs of purpose do not count, nor those of relative clauses without complements (wilayah yang disengketakan pada Kamis), nor one of
    which the event is the subject (pertempuran itu terjadi pada Kamis).
    """
    row = frame.row
    inner = range(row.chunk_of(first) + 1, row.chunk_of(last))
    bare = {k for k in inner if row.kind(k - 1) is Kind.REL and all(row.kind(j) is not Kind.NP for j in range(k + 1, inner.stop))}
    meant = {k for k in inner if row.kind(k - 1) is Kind.PREP and row.word(row.chunks[k - 1]) in language.grammar.words("purposes")}
    verbs = [k for k in inner if row.kind(k) is Kind.VERB and k not in bare | meant]
    if verbs and frame.voice == NOUN and _opens_clause(row, row.chunk_of(frame.first)):
        verbs = verbs[1:]
    return bool(verbs) or any(row.kind(k) is Kind.STOP for k in inner)


def _opens_clause(row: Row, k: int) -> bool:
    """Is this chunk the first noun phrase of its clause, and so the subject of the verb that follows?"""
    return row.kind(k - 1) in (None, Kind.COMMA, Kind.SUB, Kind.STOP, Kind.CONJ)


def _opens(row: Row, k: int) -> bool:
    """Does the sentence open with this chunk, up to small words? Namun, pada Sabtu, ...; Sebelumnya, pada Juni 2024, ..."""
    before = row.chunks[:k]
    return len(before) <= _OPENING and all(c.kind is not Kind.VERB and not row.mentions(c.first, c.last) for c in before)


def _subordinate(row: Row, first: int, last: int) -> bool:
    """Does a subordinate clause begin between two words?"""
    return any(row.kind(k) in (Kind.SUB, Kind.STOP) for k in range(row.chunk_of(first), row.chunk_of(last)))


def place(frame: Frame, names: Sequence[Mention], tags: Sequence[Tag], language: Language) -> Mention | None:
    """Where the event took place: behind a preposition of place in the frame's clause; never a party to it, nor where somebody spoke."""
    row = frame.row
    chunk = row.chunk_of(frame.last)
    for k in (*range(chunk + 1, len(row.chunks)), *range(0, chunk)):
        if (
            row.kind(k) is not Kind.PREP
            or row.word(row.chunks[k]) not in language.grammar.words("locative")
            or row.kind(k + 1) is not Kind.NP
        ):
            continue
        here = row.chunks[k + 1]
        found = next((m for m in row.mentions(here.first, here.last) if m.type in _PLACES and m.sense is not Sense.ACTOR), None)
        if k < chunk and k > 0:
            continue
        if (
            found is None
            or found in names
            or _in_tag(here.first, tags)
            or _parted(frame, min(frame.last, here.first), max(frame.first, here.first), language)
        ):
            continue
        if not _is_elsewhere(frame, k, language):
            return found
    return None


def _is_elsewhere(frame: Frame, k: int, language: Language) -> bool:
    """Does the place behind chunk k belong to a topic or a speech: atas kejahatan perang di Gaza; dalam pidatonya di Jakarta?"""
    row = frame.row
    if row.kind(k - 1) is not Kind.NP or row.kind(k - 2) is not Kind.PREP or k - 2 <= row.chunk_of(frame.last):
        return False
    spoken = set(row.words[row.chunks[k - 1].first : row.chunks[k - 1].last + 1]) & language.grammar.words("speeches")
    return row.word(row.chunks[k - 2]) in language.grammar.words("topical") or (frame.voice == NOUN and bool(spoken))


def content(frame: Frame, lexicon: Lexicon) -> Span | None:
    """What is urged, alleged or said: the clause behind agar or bahwa, or behind untuk where the predicate asks for something."""
    row = frame.row
    asks = frame.voice == NOUN or row.words[frame.first] in lexicon.embedding["demanded"]
    markers = (lexicon.complementizers - lexicon.prepositions) | (lexicon.purposes if asks else frozenset())
    for k in range(row.chunk_of(frame.last) + 1, len(row.chunks) - 1):
        if row.kind(k) is Kind.STOP:
            return None
        if row.kind(k) in (Kind.SUB, Kind.PREP) and row.word(row.chunks[k]) in markers:
            stop = next((j for j in range(k + 1, len(row.chunks)) if row.kind(j) is Kind.STOP), len(row.chunks))
            return row.span(row.chunks[k].last + 1, row.chunks[stop - 1].last) if stop > k + 1 else None
    return None


def quantity(frame: Frame, slots: Iterable[str], found: Facts, language: Language) -> Quantity | None:
    """The quantity in the phrases of these slots, else the measure behind them: menaikkan tarif terhadap Brasil hingga 50 persen."""
    for slot in slots:
        for phrase in frame.slots.get(slot, ()):
            inside = next((q for first, last, q in found.quantities if first <= phrase.last and phrase.first <= last), None)
            if inside is not None:
                return inside
    return next((q for first, last, q in found.quantities if _measures(frame, first, last, language)), None)


def _measures(frame: Frame, first: int, last: int, language: Language) -> bool:
    """Is this number a phrase of its own behind the predicate, in its clause and with no preposition but that of a result?"""
    row, k = frame.row, frame.row.chunk_of(last)
    results, chunk = language.grammar.words("results"), row.chunk_of(frame.last)
    if k < chunk or last != row.chunks[k].last or not frame.last < first <= row.chunks[k].first or row.kind(k) is not Kind.NP:
        return False
    if row.word(row.chunks[k - 1]) in results:
        return True
    return row.kind(k - 1) is not Kind.PREP and all(row.kind(j) in (Kind.NP, Kind.PREP, Kind.CONJ) for j in range(chunk + 1, k))
