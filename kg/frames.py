"""Grammar: a predicate and what stands around it become a frame, the same for every relation.

The frame undoes the passive, finds a subject across relative clauses, coordination and control, follows a light verb to the noun it
carries, and sorts the rest by preposition. Slots: `subject`, `object`, `of` (what follows a noun bare), `apposed` and
`named` (the name behind a noun and a comma, and the one before), and every preposition under its own word.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.chunks import Kind, Lexicon, Row
from kg.complements import OBJECT, OF, Group, Slots, bare_agent, complements, is_event, list_end, thing_given
from kg.reference import Phrase
from kg.rules import NOUN, PASSIVE
from kg.subjects import group_ending, main_subject, subject_of, verb_left
from kg.types import Sense

SUBJECT, APPOSED, NAMED = "subject", "apposed", "named"
_ACTORS = ("PER", "ORG", "GPE", "POSITION")


@dataclass(frozen=True)
class Frame:
    """A predicate on words first to last, with its slots.

    verb: the word whose subject and status count, the light verb of an event noun or the predicate itself.
    beside: does the event stand beside the main clause (usai bertemu Putin), so that its subject is the main clause's?
    """

    row: Row
    first: int
    last: int
    voice: str
    slots: Slots = field(default_factory=dict)
    verb: int | None = None
    beside: bool = False


def frame(row: Row, first: int, last: int, voice: str, lexicon: Lexicon) -> Frame:
    """The frame of the predicate on words first to last, written in this voice."""
    chunk = row.chunk_of(first)
    right = complements(row, last, voice == NOUN, lexicon)
    if voice == NOUN:
        return _noun(row, first, last, chunk, right, lexicon)
    subject, beside = subject_of(row, first, lexicon)
    agent = next((right[p] for p in lexicon.grammar.data["agent"] if p in right), ())
    told = right.get(OBJECT, ())
    if voice == PASSIVE and told and row.words[last + 1] in lexicon.clitics and told[0].first == last + 1 < told[0].last:
        slots = {**right, SUBJECT: agent, OBJECT: (Phrase(last + 2, told[0].last), *told[1:])}  # ditunjuknya Yahya sebagai pemimpin
    elif voice == PASSIVE:
        slots = {**right, SUBJECT: agent or bare_agent(row, right) or late_agent(row, last, lexicon), OBJECT: subject}
    else:
        slots = {**right, SUBJECT: subject}
    return Frame(row, first, last, voice, {k: v for k, v in slots.items() if v}, first, beside)


def late_agent(row: Row, last: int, lexicon: Lexicon) -> Group:
    """The agent behind the complement of what somebody is made to do: Rusia didesak menarik pasukan oleh Uni Eropa."""
    k = row.chunk_of(last)
    inner = row.words[row.chunks[k].last]
    passive = inner.startswith(tuple(lexicon.grammar.data["passive"]))  # whose own agent it may be: diminta dibubarkan oleh Israel
    if passive or last == row.chunks[k].last or not lexicon.is_passive_frame(row.words[last]):
        return ()
    while row.kind(k + 1) in (Kind.NP, Kind.PREP, Kind.CONJ):
        k += 1
        if row.kind(k) is Kind.PREP and row.word(row.chunks[k]) in lexicon.grammar.words("agent") and row.kind(k + 1) is Kind.NP:
            return (Phrase(row.chunks[k + 1].first, row.chunks[k + 1].last),)
    return ()


def _noun(row: Row, first: int, last: int, chunk: int, right: Slots, lexicon: Lexicon) -> Frame:
    start = thing_given(row, chunk, lexicon)
    verb = _light_verb(row, chunk, lexicon) if _is_carried(row, start or row.chunks[chunk].first, first, lexicon) else None
    held = complements(row, verb, False, lexicon) if verb is not None and verb > last else {}
    if start is not None:
        right = {lexicon.recipient: (Phrase(row.chunks[chunk].first, start - 1),), **right}
    right = {**right, APPOSED: _apposed(row, chunk, lexicon), NAMED: _named(row, chunk, first)}
    subject: Group = ()
    beside = False
    if verb is None and (done := done_by(row, chunk, lexicon)):
        subject = done[SUBJECT]  # latihan bersama yang dilakukan Rusia dan Belarus
        right = {**{slot: group for slot, group in done.items() if slot != SUBJECT}, **right}
    elif verb is not None:
        word = row.words[verb]
        if lexicon.light.get(word) == PASSIVE:
            by = lexicon.grammar.data["agent"]
            subject = next((slots[p] for slots in (right, held) for p in by if p in slots), ()) or bare_agent(row, held)
            if word in lexicon.attended:
                subject = ()  # rapat yang dipimpin Ana: whose it is, is not told
            right = {**{slot: group for slot, group in held.items() if slot != OBJECT}, **right}  # kritik dilontarkan Ana kepada Ben
        else:
            subject, beside = subject_of(row, verb, lexicon)
            if word in lexicon.ending and any(m.type == "PER" for p in subject for m in row.mentions(p.first, p.last)):
                subject = ()  # Trump ingin mengakhiri perang: who ends it need not wage it
    elif row.kind(chunk - 1) is Kind.PREP and row.word(row.chunks[chunk - 1]) in lexicon.grammar.words("circumstances"):
        subject, beside = _before_circumstance(row, chunk) or _main_doer(row, chunk, lexicon), True
    own = right.get(OF, ())
    behind = row.words[own[0].first : own[0].last + 1] if own else ()
    if behind and behind[-1] in lexicon.clitics and not row.mentions(own[0].first, own[0].last):
        del right[OF]  # atas bantuannya, keterlibatan militernya: the possessor was named last
        subject = subject or _named_before(row, chunk)
    if beside and behind and behind[-1] in lexicon.demonstratives and set(right) <= {OF}:
        subject = ()  # dalam pertemuan itu: an event already told
    slots = {**right, SUBJECT: subject}
    return Frame(row, first, last, NOUN, {k: v for k, v in slots.items() if v}, verb, beside)


def _apposed(row: Row, chunk: int, lexicon: Lexicon) -> Group:
    """The names that explain the noun of this chunk: sekutunya, kelompok Jihad Islam; anggota DK PBB: Rusia, Cina; warga AS bernama Jo."""

    def names(k: int) -> bool:
        here = row.chunks[k]
        first = row.words[here.first] in lexicon.grammar.words("transparent") and row.mentions(here.first, here.last)
        return row.kind(k) is Kind.NP and bool(row.at[here.first] or first)

    k = chunk + 2
    called = row.kind(chunk + 1) is Kind.VERB and row.word(row.chunks[chunk + 1]) in lexicon.grammar.words("naming")
    if k >= len(row.chunks) or not (row.kind(chunk + 1) is Kind.COMMA or called) or not names(k):
        return ()
    end = list_end(row, k + 1) or k
    return tuple(Phrase(c.first, c.last) for i, c in enumerate(row.chunks[k : end + 1], k) if c.kind is Kind.NP and names(i))


def _named(row: Row, chunk: int, first: int) -> Group:
    """The name that the noun of this chunk explains, set off by commas: Kyiv, ibu kota Ukraina, ..."""
    heads = all(row.sentence.tokens[i].upos not in ("NOUN", "PROPN", "VERB") for i in range(row.chunks[chunk].first, first))
    aside = row.kind(chunk + 1) in (Kind.COMMA, Kind.STOP, Kind.CONJ, Kind.PREP, None)
    if not (heads and aside and row.kind(chunk - 1) is Kind.COMMA and row.kind(chunk - 2) is Kind.NP):
        return ()
    name = row.chunks[chunk - 2]
    if row.at[name.last] is None:
        return ()
    counted = row.sentence.tokens[row.chunks[chunk].first].upos == "NUM"  # Jerman dan Inggris, dua sekutu Amerika Serikat
    return group_ending(row, chunk - 2) if counted else (Phrase(name.first, name.last),)


def _main_doer(row: Row, chunk: int, lexicon: Lexicon) -> Group:
    """The subject of the main clause, unless it is only what was used: teknologi Palantir dipakai dalam serangan."""
    verb = verb_left(row, chunk)
    used = verb is not None and row.words[row.chunks[verb].last] in lexicon.grammar.words("as_means")
    return () if used else main_subject(row, chunk, lexicon)


def _before_circumstance(row: Row, chunk: int) -> Group:
    """Who is named right before an event that stands between him and his verb: Trump dalam kunjungan ke Skotlandia berkata."""
    opens = row.kind(chunk - 3) in (None, Kind.COMMA, Kind.STOP, Kind.SUB)
    verb = next((row.kind(k) for k in range(chunk + 1, len(row.chunks)) if row.kind(k) not in (Kind.NP, Kind.PREP)), None)
    return group_ending(row, chunk - 2) if row.kind(chunk - 2) is Kind.NP and opens and verb is Kind.VERB else ()


def _is_carried(row: Row, start: int, first: int, lexicon: Lexicon) -> bool:
    """Does the event noun head its phrase, so that the verb before carries it? Not so in "menghadiri upacara peluncuran"."""
    before = range(start, first)
    return all(row.sentence.tokens[i].upos not in ("NOUN", "PROPN") or row.words[i] in lexicon.grammar.words("carriers") for i in before)


def done_by(row: Row, chunk: int, lexicon: Lexicon) -> Slots:
    """Who holds the event of this chunk, by a relative clause with a passive light verb: sanksi yang dijatuhkan Ana atas Ben."""
    k = _behind_places(row, chunk, lexicon)
    if row.kind(k) is not Kind.REL or row.kind(k + 1) is not Kind.VERB:
        return {}
    verb = row.chunks[k + 1].last
    if lexicon.light.get(row.words[verb]) != PASSIVE or row.words[verb] in lexicon.attended:
        return {}
    right = complements(row, verb, False, lexicon)
    doer = next((right[p] for p in lexicon.grammar.data["agent"] if p in right), ()) or bare_agent(row, right)
    return {**{slot: group for slot, group in right.items() if slot != OBJECT}, SUBJECT: doer} if doer else {}


def _behind_places(row: Row, chunk: int, lexicon: Lexicon) -> int:
    """The first chunk behind the prepositional phrases of the noun in this chunk, none of which tells of another event."""
    k = chunk + 1
    while row.kind(k) is Kind.PREP and row.kind(k + 1) is Kind.NP and not is_event(row, k + 1, lexicon):
        k += 2
    return k


def _named_before(row: Row, chunk: int) -> Group:
    """The nearest phrase before this chunk that names somebody who may own or do things."""
    for here in reversed(row.chunks[:chunk]):
        if here.kind is Kind.NP and any(m.type in _ACTORS and m.sense is not Sense.PLACE for m in row.mentions(here.first, here.last)):
            return (Phrase(here.first, here.last),)
    return ()


def _light_verb(row: Row, chunk: int, lexicon: Lexicon) -> int | None:
    """The light verb that carries the event noun of this chunk: before it (mengadakan pertemuan) or after it (pertemuan digelar)."""
    if row.kind(chunk - 1) is Kind.VERB:
        before = row.chunks[chunk - 1]
        return next((i for i in range(before.last, before.first - 1, -1) if row.words[i] in lexicon.light), None)
    behind = _behind_places(row, chunk, lexicon)
    if row.kind(behind) is Kind.VERB and row.kind(chunk - 1) not in (Kind.PREP, Kind.VERB):
        after = row.chunks[behind]
        return next((i for i in range(after.first, after.last + 1) if lexicon.light.get(row.words[i]) == PASSIVE), None)
    return None


def is_bare_active(row: Row, word: int, headline: bool, lexicon: Lexicon) -> bool:
    """May a bare stem on this word be an active verb? In a headline, and behind an auxiliary: akan akui Palestina."""
    if word == 0:
        return False
    return (headline and row.sentence.tokens[word].text[:1].isupper()) or row.words[word - 1] in lexicon.grammar.words("auxiliaries")
