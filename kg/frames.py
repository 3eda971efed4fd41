"""Grammar: a predicate and what stands around it become a frame, the same for every relation.

The frame undoes the passive, finds a subject across relative clauses, coordination and control, follows a light verb to the noun it
carries, and sorts the rest by preposition. Slots: `subject`, `object`, `of` (what follows a noun bare), `apposed` and
`named` (the name behind a noun and a comma, and the one before), and every preposition under its own word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.chunks import QUOTES, Chunk, Kind, Lexicon, Row
from kg.reference import Phrase
from kg.rules import ACTIVE, NOUN, PASSIVE
from kg.types import Sense

Group = tuple[Phrase, ...]
Slots = dict[str, Group]
SUBJECT, OBJECT, OF, APPOSED, NAMED = "subject", "object", "of", "apposed", "named"
_ACTORS = ("PER", "ORG", "GPE", "POSITION")
_DEPTH = 5  # verbs that a search for a subject passes through


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
        slots = {**right, SUBJECT: agent or _bare_agent(row, right) or late_agent(row, last, lexicon), OBJECT: subject}
    else:
        slots = {**right, SUBJECT: subject}
    return Frame(row, first, last, voice, {k: v for k, v in slots.items() if v}, first, beside)


def _bare_agent(row: Row, right: Slots) -> Group:
    """A passive's agent without a preposition stands right behind the verb: ditemui Presiden Prabowo."""
    group = right.get(OBJECT, ())
    return group if group and row.mentions(group[0].first, group[-1].last) else ()


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
    start = _given(row, chunk, lexicon)
    verb = _light_verb(row, chunk, lexicon) if _is_carried(row, start or row.chunks[chunk].first, first, lexicon) else None
    held = complements(row, verb, False, lexicon) if verb is not None and verb > last else {}
    if start is not None:
        right = {lexicon.recipient: (Phrase(row.chunks[chunk].first, start - 1),), **right}
    right = {**right, APPOSED: _apposed(row, chunk, lexicon), NAMED: _named(row, chunk, first)}
    subject: Group = ()
    beside = False
    if verb is None and (done := _done_by(row, chunk, lexicon)):
        subject = done[SUBJECT]  # latihan bersama yang dilakukan Rusia dan Belarus
        right = {**{slot: group for slot, group in done.items() if slot != SUBJECT}, **right}
    elif verb is not None:
        word = row.words[verb]
        if lexicon.light.get(word) == PASSIVE:
            by = lexicon.grammar.data["agent"]
            subject = next((slots[p] for slots in (right, held) for p in by if p in slots), ()) or _bare_agent(row, held)
            if word in lexicon.attended:
                subject = ()  # rapat yang dipimpin Ana: whose it is, is not told
            right = {**{slot: group for slot, group in held.items() if slot != OBJECT}, **right}  # kritik dilontarkan Ana kepada Ben
        else:
            subject, beside = subject_of(row, verb, lexicon)
            if word in lexicon.ending and any(m.type == "PER" for p in subject for m in row.mentions(p.first, p.last)):
                subject = ()  # Trump ingin mengakhiri perang: who ends it need not wage it
    elif row.kind(chunk - 1) is Kind.PREP and row.word(row.chunks[chunk - 1]) in lexicon.grammar.words("circumstances"):
        subject, beside = _before_circumstance(row, chunk) or _main_subject(row, chunk, lexicon), True
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
    return _group_ending(row, chunk - 2) if counted else (Phrase(name.first, name.last),)


def _before_circumstance(row: Row, chunk: int) -> Group:
    """Who is named right before an event that stands between him and his verb: Trump dalam kunjungan ke Skotlandia berkata."""
    opens = row.kind(chunk - 3) in (None, Kind.COMMA, Kind.STOP, Kind.SUB)
    verb = next((row.kind(k) for k in range(chunk + 1, len(row.chunks)) if row.kind(k) not in (Kind.NP, Kind.PREP)), None)
    return _group_ending(row, chunk - 2) if row.kind(chunk - 2) is Kind.NP and opens and verb is Kind.VERB else ()


def _is_carried(row: Row, start: int, first: int, lexicon: Lexicon) -> bool:
    """Does the event noun head its phrase, so that the verb before carries it? Not so in "menghadiri upacara peluncuran"."""
    before = range(start, first)
    return all(row.sentence.tokens[i].upos not in ("NOUN", "PROPN") or row.words[i] in lexicon.grammar.words("carriers") for i in before)


def _done_by(row: Row, chunk: int, lexicon: Lexicon) -> Slots:
    """Who holds the event of this chunk, by a relative clause with a passive light verb: sanksi yang dijatuhkan Ana atas Ben."""
    k = _behind_places(row, chunk, lexicon)
    if row.kind(k) is not Kind.REL or row.kind(k + 1) is not Kind.VERB:
        return {}
    verb = row.chunks[k + 1].last
    if lexicon.light.get(row.words[verb]) != PASSIVE or row.words[verb] in lexicon.attended:
        return {}
    right = complements(row, verb, False, lexicon)
    doer = next((right[p] for p in lexicon.grammar.data["agent"] if p in right), ()) or _bare_agent(row, right)
    return {**{slot: group for slot, group in right.items() if slot != OBJECT}, SUBJECT: doer} if doer else {}


def _behind_places(row: Row, chunk: int, lexicon: Lexicon) -> int:
    """The first chunk behind the prepositional phrases of the noun in this chunk, none of which tells of another event."""
    k = chunk + 1
    while row.kind(k) is Kind.PREP and row.kind(k + 1) is Kind.NP and not _is_event(row, k + 1, lexicon):
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


# ---- what stands to the right


def complements(row: Row, last: int, noun: bool, lexicon: Lexicon) -> Slots:
    """The phrases to the right of a predicate, by slot, up to the end of its clause."""
    slots: Slots = {}
    chunk = row.chunk_of(last)
    slot: str | None = OF if noun else OBJECT
    if last < row.chunks[chunk].last:
        if row.chunks[chunk].kind is not Kind.NP:
            return slots  # a verb behind it takes what follows: sepakat menandatangani
        slots[slot or OF] = (Phrase(last + 1, row.chunks[chunk].last),)
    latest: str | None = slot
    purpose: str | None = None
    slot = slot if slot not in slots else None
    k = chunk + 1
    while k < len(row.chunks):
        here = row.chunks[k]
        word = row.word(here)
        if here.kind is Kind.NP:
            amount = row.sentence.tokens[here.first].upos == "NUM" and not row.mentions(here.first, here.last)
            if slot is None and amount and k > chunk + 1:
                k += 1  # tarif tambahan sebesar 25 persen terhadap
                continue
            if slot is None:
                break
            if slot == OBJECT and k == chunk + 1 and (given := _given(row, k, lexicon)):
                slots[lexicon.recipient] = (Phrase(here.first, given - 1),)
                here = Chunk(here.kind, given, here.last)
            for name in (slot, purpose):
                if name is not None:
                    slots.setdefault(name, (Phrase(here.first, here.last),))
            latest, slot, purpose = slot, None, None
        elif here.kind is Kind.PREP:
            if word in lexicon.subordinators and word not in lexicon.purposes and row.kind(k + 1) is not Kind.NP:
                break
            if word in lexicon.grammar.words("between") and k > chunk + 1:
                k = _past_group(row, k + 1)
                continue
            if noun and k > chunk + 2 and row.kind(k - 2) is Kind.PREP and _is_event(row, k - 1, lexicon):
                k = _past_group(row, k + 1)
                continue  # sanksi Barat akibat invasi ke Ukraina: that is where the invasion went
            if latest in lexicon.grammar.words("equating") and word in lexicon.grammar.words("affiliation"):
                k = _past_group(row, k + 1)
                continue  # sebagai bagian dari Israel
            purpose = slot if slot in lexicon.purposes else purpose  # untuk bertempur bersama Rusia: Rusia is in both slots
            slot = word
        elif here.kind is Kind.VERB and slot in lexicon.purposes:
            pass
        elif here.kind is Kind.CONJ and noun and k == chunk + 1 and not slots and _is_nameless(row, k + 1):
            k += 2  # serangan drone dan rudal terhadap
            continue
        elif here.kind is Kind.CONJ or here.kind is Kind.COMMA:
            grammar = lexicon.grammar
            whole = noun and (latest == OF or latest in grammar.words("between") | grammar.words("including"))
            if here.kind is Kind.CONJ and not noun:  # yayasan yang didukung A dan B ditutup; mendesak A dan B menahan diri
                whole = whole or row.kind(chunk - 1) is Kind.REL or row.words[last] in lexicon.controlling
            aside = latest in grammar.words("locative") and row.word(here) in grammar.words("listing")
            fits = next((s for s in reversed(slots) if s not in grammar.words("locative")), latest) if aside else latest
            step, more = _coordinated(row, k, slots.get(fits or "", ()), lexicon, whole)
            if fits and more:
                slots[fits] += more  # menewaskan empat jurnalis di Gaza, termasuk Anas
                latest = fits if aside else latest
            if step == 0:
                break
            k += step
            continue
        elif here.kind is Kind.SUB and word in lexicon.complementizers:
            slot = word
        else:
            break
        k += 1
    return slots


def _is_event(row: Row, k: int, lexicon: Lexicon) -> bool:
    return row.kind(k) is Kind.NP and row.words[row.chunks[k].first] in lexicon.events


def _given(row: Row, k: int, lexicon: Lexicon) -> int | None:
    """The head of what is given, behind the names in chunk k of whom it is given to: memberi Ukraina bantuan."""
    chunk = row.chunks[k]
    if row.kind(k - 1) is not Kind.VERB or row.words[row.chunks[k - 1].last] not in lexicon.giving:
        return None
    end = next((i for i in range(chunk.first, chunk.last + 1) if row.at[i] is None), chunk.first)
    thing = row.sentence.tokens[end].upos == "NOUN" or row.words[end] in lexicon.triggers
    return end if end > chunk.first and thing and row.words[end] not in lexicon.demonstratives else None


def _is_nameless(row: Row, k: int) -> bool:
    return row.kind(k) is Kind.NP and not row.mentions(row.chunks[k].first, row.chunks[k].last)


def _past_group(row: Row, k: int) -> int:
    """The chunk behind the coordination that begins at chunk k: it belongs to the noun before it, not to the predicate."""
    while row.kind(k) is Kind.NP and row.kind(k + 1) is Kind.CONJ and row.kind(k + 2) is Kind.NP:
        k += 2
    return k + 1


def _coordinated(row: Row, k: int, group: Group, lexicon: Lexicon, whole: bool) -> tuple[int, Group]:
    """How many chunks from this comma or conjunction on belong to the clause, and which phrases join the last one.

    whole: the coordination is the subject of the verb that may follow (kerja sama Rusia dan Korut berlanjut).
    """
    here = row.chunks[k]
    following = row.kind(k + 1)
    if following is Kind.CONJ:
        return 1, ()
    if following is Kind.PREP and row.word(row.chunks[k + 1]) not in lexicon.subordinators - lexicon.purposes:
        return 1, ()
    if following is not Kind.NP or not group:
        return 0, ()
    defined = row.word(here) in lexicon.grammar.words("defining") and is_counted(row, group[-1])
    if here.kind is Kind.CONJ and row.word(here) in lexicon.grammar.words("listing") and _is_one(row, group[-1], lexicon) and not defined:
        return 0, ()  # pengakuan sejumlah negara terhadap Palestina, termasuk Kanada
    new = row.chunks[k + 1]
    if row.words[new.first] in lexicon.events and row.mentions(new.first, new.last) and row.at[group[-1].first] is not None:
        return 0, ()  # pertemuan Trump dan Putin dan kunjungan Witkoff: a second event, not a third name
    phrase = Phrase(new.first, new.last)
    end = list_end(row, k) if here.kind is Kind.COMMA else None
    if end is not None and row.kind(end + 1) is Kind.VERB and not whole:
        return 0, ()  # di Paris, Macron dan Prabowo bertemu: a new subject, not a list
    if here.kind is Kind.COMMA and end is None:
        places = ("GPE", "LOC", "FAC")
        left, right = row.at[group[-1].last], row.at[new.first]
        return (2, ()) if left is not None and right is not None and left.type in places and right.type in places else (0, ())
    after = row.kind(k + 2)
    return (0, ()) if after is Kind.VERB and not whole else (2, (phrase,))


def _is_one(row: Row, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Does this phrase end with a name, which nothing can be a part of? Not so: lima jurnalis, para pejabat Israel."""
    name = row.at[phrase.last]
    many = row.words[phrase.first] in lexicon.grammar.words("plurals")
    return name is not None and name.type != "POSITION" and not many


def is_counted(row: Row, phrase: Phrase) -> bool:
    """Does this phrase begin with a number: lima negara bekas Uni Soviet?"""
    return row.sentence.tokens[phrase.first].upos == "NUM"


def _in_list(row: Row, k: int) -> bool:
    """Is this comma one of a list that a conjunction closes? A, B, dan C."""
    return list_end(row, k) is not None


def list_end(row: Row, k: int) -> int | None:
    """The last noun phrase of the list that this comma is in."""
    while row.kind(k) is Kind.COMMA and row.kind(k + 1) is Kind.NP:
        k += 2
    k += row.kind(k) is Kind.COMMA
    return k + 1 if row.kind(k) is Kind.CONJ and row.kind(k + 1) is Kind.NP else None


# ---- who does it


def subject_of(row: Row, word: int, lexicon: Lexicon, depth: int = _DEPTH) -> tuple[Group, bool]:
    """The subject of the verb on this word, and whether it is borrowed from the main clause beside which the verb stands."""
    chunk = row.chunk_of(word)
    k = chunk - 1
    if depth == 0:
        return (), False
    if k < 0:
        return _main_subject(row, chunk, lexicon), True  # Didesak oposisi, sang menteri mundur
    kind = row.kind(k)
    if kind is Kind.REL:
        head = k - 1 if row.kind(k - 1) is Kind.NP else k - 2 if row.kind(k - 1) is Kind.COMMA and row.kind(k - 2) is Kind.NP else None
        return _relative_head(row, head, word, lexicon, depth) if head is not None else ((), False)
    if kind is Kind.COMMA and (told := _before_aside(row, k, lexicon)) is not None:
        return _owner_of_phrase(row, told, lexicon, depth)
    if kind is Kind.COMMA and (head := before_apposition(row, k)) is not None:
        return _owner_of_phrase(row, head, lexicon, depth)
    if kind is Kind.COMMA and row.kind(k - 1) is Kind.NP:
        asking = _verb_left(row, k)
        if asking is not None and row.words[row.chunks[asking].last] in lexicon.embedding["demanded"] and not _in_list(row, k - 2):
            return subject_of(row, row.chunks[asking].last, lexicon, depth - 1)  # Trump mendorong konsesi, mendesak China: still Trump
        return _owner_of_phrase(row, k - 1, lexicon, depth)
    if kind is Kind.NP:
        if row.kind(k - 1) is Kind.VERB and _is_own_plan(row, k, lexicon):
            return subject_of(row, row.chunks[k - 1].last, lexicon, depth - 1)  # mengumumkan rencananya melancarkan
        if row.kind(k - 1) is not None and (planner := _planner(row, k, lexicon)):
            return planner, False  # mengecam niat Israel merebut Gaza
        return _owner_of_phrase(row, k, lexicon, depth)
    if kind is Kind.CONJ or (kind is Kind.COMMA and row.kind(k - 1) is not None):
        previous = _verb_left(row, k)
        return subject_of(row, row.chunks[previous].last, lexicon, depth - 1) if previous is not None else ((), False)
    if kind in (Kind.PREP, Kind.SUB):
        return _controlled(row, k, lexicon, depth)
    return (), False


def _is_own_plan(row: Row, k: int, lexicon: Lexicon) -> bool:
    """Is this noun phrase a plan of whoever does the verb before it: rencana, rencananya?"""
    words = row.words[row.chunks[k].first : row.chunks[k].last + 1]
    plans = lexicon.grammar.words("status_nouns.planned") | lexicon.clitics
    return set(words) <= plans


def _before_aside(row: Row, k: int, lexicon: Lexicon) -> int | None:
    """The noun phrase before an aside that ends at this comma and tells who says so: Israel, kata Ana, akan menyerang.

    Or by whom it is known: Hamas, menurut pejabat yang tidak mau disebut namanya, telah bertemu.
    """
    for j in range(k - 1, 0, -1):
        if row.kind(j) is Kind.STOP:
            break
        source = row.kind(j + 1) is Kind.PREP and row.word(row.chunks[j + 1]) in lexicon.grammar.words("according_to")
        if row.kind(j) is Kind.COMMA and source:
            return j - 1 if row.kind(j - 1) is Kind.NP else None
    tagged = row.kind(k - 1) is Kind.NP and row.kind(k - 2) is Kind.VERB and row.words[row.chunks[k - 2].first] in lexicon.speech_tags
    opens = row.kind(k - 3) is Kind.COMMA and row.kind(k - 4) is Kind.NP
    quoted = tagged and opens and QUOTES.intersection(row.words[row.chunks[k - 4].last : row.chunks[k - 2].first])
    return k - 4 if tagged and opens and not quoted else None  # but: "... wilayah," tegas Ana, menampik usul itu


def before_apposition(row: Row, k: int) -> int | None:
    """The noun phrase before an apposition or relative clause that ends at this comma: Nepal, negeri di kaki Himalaya, menempatkan ..."""
    for j in range(k - 1, 0, -1):
        if row.kind(j) is Kind.STOP:
            return None
        if row.kind(j) is Kind.COMMA:
            free = all(row.kind(i) is not Kind.VERB or row.kind(i - 1) is Kind.REL for i in range(j + 1, k))
            opens = row.kind(j + 1) is Kind.REL or (row.kind(j + 1) is Kind.NP and free)
            fronted = row.kind(0) in (Kind.PREP, Kind.SUB) and all(row.kind(i) is not Kind.VERB for i in range(j))
            oblique = row.kind(j - 2) is Kind.PREP and _verb_left(row, j) is not None  # serangan ke Gaza, Palestina, menewaskan
            return j - 1 if opens and row.kind(j - 1) is Kind.NP and not fronted and not oblique and not _in_list(row, j) else None
    return None


def _owner_of_phrase(row: Row, k: int, lexicon: Lexicon, depth: int) -> tuple[Group, bool]:
    """The subject, given the noun phrase nearest to the left: itself, or what it hangs on."""
    first = _first_of_group(row, k)
    before = row.kind(first - 1)
    if carried := _carried_by(row, first, lexicon):
        return carried, False
    if before is Kind.REL and row.kind(first - 2) is Kind.NP and depth:
        return _owner_of_phrase(row, first - 2, lexicon, depth - 1)
    if before is Kind.PREP:
        word = row.word(row.chunks[first - 1])
        if word in lexicon.grammar.words("agent") and row.kind(first - 2) is Kind.VERB and depth:
            verb = row.chunks[first - 2].last
            if not lexicon.is_passive_frame(row.words[verb]):
                return _group_ending(row, k), False
            return subject_of(row, verb, lexicon, depth - 1)
        together = word in lexicon.grammar.words("alongside") and row.kind(first - 2) is Kind.NP
        if together and row.mentions(row.chunks[k].first, row.chunks[k].last):
            group, borrowed = _owner_of_phrase(row, first - 2, lexicon, depth - 1) if depth else ((), False)
            return (*group, *_group_ending(row, k)), borrowed
        absolute = word in lexicon.grammar.words("absolute") and row.kind(first - 2) is Kind.COMMA
        if word in lexicon.subordinators or first == 1 or absolute:
            return _group_ending(row, k), False
        return _over_oblique(row, first - 1, lexicon, depth)
    if before is Kind.VERB and row.words[row.chunks[first - 1].first] in lexicon.speech_tags:
        return _group_ending(row, k), False  # ujar Gibran usai meninjau
    if before is Kind.VERB:
        verb = row.chunks[first - 1].last
        if lexicon.is_passive_frame(row.words[verb]) and depth:  # Rusia dituduh AS memberi: Rusia gives
            return subject_of(row, verb, lexicon, depth - 1)
        if any(row.words[verb] in lexicon.embedding[name] for name in ("demanded", "alleged")):
            return _group_ending(row, k), False
        if row.words[verb] in lexicon.grammar.words("chances"):
            return _group_ending(row, k), False  # tidak menutup kemungkinan Prancis mengirim pasukan
        if row.kind(first - 2) is Kind.REL and row.kind(first - 3) is Kind.NP:
            return _owner_of_phrase(row, first - 3, lexicon, depth - 1) if depth else ((), False)
        if row.words[verb] in lexicon.embedding["said"]:
            return _group_ending(row, k), False
        return subject_of(row, verb, lexicon, depth - 1)
    return _group_ending(row, k), False


def _carried_by(row: Row, k: int, lexicon: Lexicon) -> Group:
    """Who goes by what the head of this relative clause names: pesawat yang ditumpangi Ana tiba."""
    if row.kind(k - 1) is not Kind.VERB or row.kind(k - 2) is not Kind.REL or row.kind(k - 3) is not Kind.NP:
        return ()
    carries = row.words[row.chunks[k - 1].last] in lexicon.grammar.words("carrying")
    vehicle = set(row.words[row.chunks[k - 3].first : row.chunks[k - 3].last + 1]) & lexicon.grammar.words("conveyances")
    return _group_ending(row, k) if carries and vehicle else ()


def _over_oblique(row: Row, k: int, lexicon: Lexicon, depth: int) -> tuple[Group, bool]:
    """A prepositional phrase lies between: the subject is before it, unless it opens the sentence."""
    before = k - 1
    if row.kind(before) is Kind.NP:
        return _owner_of_phrase(row, before, lexicon, depth - 1) if depth else ((), False)
    if row.kind(before) is Kind.VERB:
        if row.kind(before - 1) is Kind.REL and row.kind(before - 2) is Kind.NP:
            return _owner_of_phrase(row, before - 2, lexicon, depth - 1) if depth else ((), False)
        return subject_of(row, row.chunks[before].last, lexicon, depth - 1) if depth else ((), False)
    if row.kind(before) is Kind.COMMA and row.kind(before - 1) is Kind.NP and depth:
        return _owner_of_phrase(row, before - 1, lexicon, depth - 1)
    return (), False


def _controlled(row: Row, k: int, lexicon: Lexicon, depth: int) -> tuple[Group, bool]:
    """A verb behind untuk, agar, setelah, bahwa: its subject is an argument of the verb before, or the main clause's."""
    word = row.word(row.chunks[k])
    previous = _verb_left(row, k)
    inside = word in lexicon.grammar.words("locative")  # komitmen Indonesia dalam mempererat
    if (word in lexicon.purposes or inside) and (planner := _planner(row, k - 1, lexicon)):
        return planner, False
    if word in lexicon.purposes and previous is None and (goer := _doer_of_event(row, k, lexicon)):
        return goer, False
    if word in lexicon.purposes and previous is not None:
        verb = row.chunks[previous].last
        if row.words[verb] in lexicon.embedding["demanded"] and lexicon.embedding["demanded"][row.words[verb]] == ACTIVE:
            right = complements(row, verb, False, lexicon)
            asked = next((right[slot] for slot in (OBJECT, *lexicon.grammar.data["recipients"]) if slot in right), ())
            if asked:
                return asked, False
        return subject_of(row, verb, lexicon, depth - 1)
    if word in lexicon.grammar.words("circumstances") or word in lexicon.subordinators:
        return _main_subject(row, k, lexicon), True
    return (), False


def _planner(row: Row, k: int, lexicon: Lexicon) -> Group:
    """Whose plan the noun phrase of chunk k is: mengecam keputusan Israel untuk merebut."""
    if row.kind(k) is not Kind.NP:
        return ()
    words = range(row.chunks[k].first, row.chunks[k].last + 1)
    meant = lexicon.grammar.words("status_nouns.planned") | lexicon.grammar.words("chances")
    plan = next((i for i in words if row.words[i] in meant), None)
    named = [i for i in words if plan is not None and i > plan and row.at[i] is not None]
    return (Phrase(named[0], named[-1]),) if named else ()


def _doer_of_event(row: Row, k: int, lexicon: Lexicon) -> Group:
    """Whose event the noun phrase that opens the sentence before chunk k is: kunjungan Modi ke China untuk menghadiri."""
    event = next((j for j in range(k - 1, -1, -1) if row.kind(j) is Kind.NP and row.kind(j - 1) in (None, Kind.COMMA, Kind.STOP)), None)
    if event is None or not _is_event(row, event, lexicon) or any(row.kind(j) not in (Kind.NP, Kind.PREP) for j in range(event, k)):
        return ()
    named = [i for i in range(row.chunks[event].first, row.chunks[event].last + 1) if row.at[i] is not None]
    return (Phrase(named[0], named[-1]),) if named else ()


def _main_subject(row: Row, k: int, lexicon: Lexicon) -> Group:
    """The subject of the main clause beside which chunk k stands: after the next comma if the clause is fronted, else to the left."""
    if row.kind(0) is Kind.NP and row.kind(1) is Kind.PREP and row.word(row.chunks[1]) in lexicon.grammar.words("accompanied"):
        return _group_ending(row, 0)
    if row.kind(k - 1) is None or row.kind(k - 2) is None or all(row.kind(j) is not Kind.VERB for j in range(k)):
        for j in range(k, len(row.chunks) - 1):
            if row.kind(j) is Kind.COMMA and row.kind(j + 1) is Kind.NP:
                end = j + 1
                while row.kind(end + 1) is Kind.CONJ and row.kind(end + 2) is Kind.NP:
                    end += 2
                return _group_ending(row, end)
        return ()
    previous = _verb_left(row, k)
    while (
        previous is not None
        and row.kind(previous - 1) in (Kind.PREP, Kind.SUB)
        and row.word(row.chunks[previous - 1]) in lexicon.purposes | lexicon.complementizers
    ):
        previous = _verb_left(row, previous - 1)  # not the subject of "agar menyelesaikan" but of what it depends on
    if previous is not None and row.words[row.chunks[previous].first] in lexicon.speech_tags and row.kind(previous + 1) is Kind.NP:
        return _group_ending(row, previous + 1)  # kata Jokowi dalam keterangannya usai meninjau
    if previous is not None and (agent := _agent_of_passive(row, previous, lexicon)):
        return agent
    return subject_of(row, row.chunks[previous].last, lexicon, _DEPTH - 2)[0] if previous is not None else ()


def _agent_of_passive(row: Row, k: int, lexicon: Lexicon) -> Group:
    """Who does what the passive of chunk k says, if it is done to a thing without a name: pernyataan itu disampaikan Putin saat bertemu."""
    word = row.chunks[k].last
    if not row.words[word].startswith(tuple(lexicon.grammar.data["passive"])) or row.kind(k - 1) is not Kind.NP:
        return ()
    if row.mentions(row.chunks[k - 1].first, row.chunks[k - 1].last):
        return ()
    right = complements(row, word, False, lexicon)
    return next((right[p] for p in lexicon.grammar.data["agent"] if p in right), ()) or _bare_agent(row, right)


def _verb_left(row: Row, k: int) -> int | None:
    """The nearest verb group to the left within the sentence, not beyond a full stop."""
    for j in range(k - 1, -1, -1):
        if row.kind(j) is Kind.VERB:
            return j
        if row.kind(j) is Kind.STOP:
            return None
    return None


def _relative_head(row: Row, k: int, word: int, lexicon: Lexicon, depth: int) -> tuple[Group, bool]:
    """Who does what the verb on this word says, in a relative clause behind chunk k.

    Its head: not the parties of "antara A dan B" but what is between them, and not an utterance (pernyataan yang mendesak) but who
    makes it.
    """
    first = _first_of_group(row, k)
    if (
        row.kind(first - 1) is Kind.PREP
        and row.word(row.chunks[first - 1]) in lexicon.grammar.words("between")
        and row.kind(first - 2) is Kind.NP
    ):
        return _group_ending(row, first - 2), False
    ranked = row.word(row.chunks[first - 1]) in lexicon.grammar.words("among") if row.kind(first - 1) is Kind.PREP else False
    if ranked and row.kind(first - 2) is Kind.NP:
        above = row.chunks[first - 2]  # negara pertama dalam kelompok G7 yang mengakui
        if set(row.words[above.first : above.last + 1]) & lexicon.grammar.words("ranks"):
            return _relative_head(row, first - 2, word, lexicon, depth)
    active = not any(row.words[word].startswith(prefix) for prefix in lexicon.grammar.data["passive"])
    back, aside = first, row.kind(k + 1) is Kind.COMMA
    while active and (aside or back == first) and row.kind(back - 1) is Kind.PREP and row.kind(back - 2) is Kind.NP:
        back -= 2  # serangan Israel ke Gaza pada Mei, yang menewaskan; kekerasan Israel di Gaza yang menewaskan
        placed = back == first - 2 and row.word(row.chunks[back + 1]) in lexicon.grammar.words("locative")
        if (placed or _is_event(row, back, lexicon)) and row.mentions(row.chunks[back].first, row.chunks[back].last):
            return _group_ending(row, back), False
        light = row.chunks[back - 1].last if row.kind(back - 1) is Kind.VERB else None
        if depth and aside and light is not None and _is_event(row, back, lexicon) and lexicon.light.get(row.words[light]) == ACTIVE:
            return subject_of(row, light, lexicon, depth - 1)  # Israel melancarkan serangan ke Gaza, yang menewaskan
    head = row.chunks[k]
    uttered = set(row.words[head.first : head.last + 1]) & lexicon.grammar.words("utterances")
    if uttered and not row.mentions(head.first, head.last) and row.kind(first - 1) is Kind.VERB and depth:
        return subject_of(row, row.chunks[first - 1].last, lexicon, depth - 1)
    before = row.chunks[first - 1].last if first else 0
    if row.kind(first - 1) is Kind.PREP and row.words[before] in lexicon.grammar.words("equating") and row.kind(first - 2) is Kind.NP:
        return _group_ending(row, first - 2), False  # menjadikan Swedia sebagai negara pertama yang mengakui
    if depth and row.kind(first - 1) in (Kind.VERB, Kind.PREP) and row.words[before] in lexicon.grammar.words("copulas"):
        return subject_of(row, before, lexicon, depth - 1)  # Swedia menjadi negara pertama yang mengakui
    return _group_ending(row, k), False


def _first_of_group(row: Row, k: int) -> int:
    """The first chunk of the coordination that ends at chunk k: A dan B; A, B, dan C."""
    if row.kind(k - 1) is Kind.CONJ and row.kind(k - 2) is Kind.COMMA and row.kind(k - 3) is Kind.NP:
        k -= 3
    while row.kind(k - 1) is Kind.CONJ and row.kind(k - 2) is Kind.NP:
        k -= 2
    while row.kind(k - 1) is Kind.COMMA and row.kind(k - 2) is Kind.NP and _in_list(row, k - 1) and not _is_fronted(row, k - 2):
        k -= 2
    return k


def _is_fronted(row: Row, k: int) -> bool:
    """Does this noun phrase belong to what opens the sentence before its subject? Setelah lawatan di Paris, ..."""
    return row.kind(0) in (Kind.PREP, Kind.SUB) and all(row.kind(j) in (Kind.PREP, Kind.SUB, Kind.NP, Kind.CONJ) for j in range(k))


def _group_ending(row: Row, k: int) -> Group:
    """The coordinated noun phrases that end at chunk k."""
    first = _first_of_group(row, k)
    return tuple(_phrases(row, first, k))


def _phrases(row: Row, first: int, last: int) -> Iterator[Phrase]:
    for chunk in row.chunks[first : last + 1]:
        if chunk.kind is Kind.NP:
            yield Phrase(chunk.first, chunk.last)


def is_bare_active(row: Row, word: int, headline: bool, lexicon: Lexicon) -> bool:
    """May a bare stem on this word be an active verb? In a headline, and behind an auxiliary: akan akui Palestina."""
    if word == 0:
        return False
    return (headline and row.sentence.tokens[word].text[:1].isupper()) or row.words[word - 1] in lexicon.grammar.words("auxiliaries")
