"""What stands to the right of a predicate, sorted by preposition, and which phrases a list joins.

Slots: `object`, `of` (what follows a noun bare), and every preposition under its own word.
"""

from __future__ import annotations

from kg.chunks import Chunk, Kind, Lexicon, Row
from kg.reference import Phrase

Group = tuple[Phrase, ...]
Slots = dict[str, Group]
OBJECT, OF = "object", "of"


def complements(row: Row, last: int, noun: bool, lexicon: Lexicon) -> Slots:
    """The phrases to the right of a predicate, by slot, up to the end of its clause."""
    slots: Slots = {}
    chunk = row.chunk_of(last)
    slot: str | None = OF if noun else OBJECT
    again = all(lexicon.status.get(word) == "settled" for word in row.words[last + 1 : row.chunks[chunk].last + 1])
    if last < row.chunks[chunk].last and (noun or not again):  # memulihkan kembali hubungan
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
            if slot == OBJECT and k == chunk + 1 and (given := thing_given(row, k, lexicon)):
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
            if noun and k > chunk + 2 and row.kind(k - 2) is Kind.PREP and is_event(row, k - 1, lexicon):
                k = _past_group(row, k + 1)
                continue  # sanksi Barat akibat invasi ke Ukraina: that is where the invasion went
            if latest in lexicon.grammar.words("equating") and word in lexicon.grammar.words("affiliation"):
                k = _past_group(row, k + 1)
                continue  # sebagai bagian dari Israel
            if noun and word in lexicon.grammar.words("topical") and any(row.kind(j) is Kind.VERB for j in range(chunk + 1, k)):
                break  # pertemuan untuk menyuarakan keprihatinan tentang: that is not what the meeting is about
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
        elif here.kind is Kind.REL and noun and _is_quality(row, k + 1, lexicon) and row.kind(k + 2) is Kind.PREP:
            k += 2  # kritik yang tajam terhadap Ana
            continue
        else:
            break
        k += 1
    return slots


def _is_quality(row: Row, k: int, lexicon: Lexicon) -> bool:
    """Is this chunk one word that says of what kind a thing is, and tells of nothing else?"""
    if row.kind(k) not in (Kind.NP, Kind.VERB):
        return False
    chunk = row.chunks[k]
    return chunk.first == chunk.last and row.at[chunk.first] is None and row.words[chunk.first] not in lexicon.verbs | lexicon.nouns


def is_event(row: Row, k: int, lexicon: Lexicon) -> bool:
    return row.kind(k) is Kind.NP and row.words[row.chunks[k].first] in lexicon.events


def thing_given(row: Row, k: int, lexicon: Lexicon) -> int | None:
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


def in_list(row: Row, k: int) -> bool:
    """Is this comma one of a list that a conjunction closes? A, B, dan C."""
    return list_end(row, k) is not None


def list_end(row: Row, k: int) -> int | None:
    """The last noun phrase of the list that this comma is in."""
    while row.kind(k) is Kind.COMMA and row.kind(k + 1) is Kind.NP:
        k += 2
    k += row.kind(k) is Kind.COMMA
    return k + 1 if row.kind(k) is Kind.CONJ and row.kind(k + 1) is Kind.NP else None


def bare_agent(row: Row, right: Slots) -> Group:
    """A passive's agent without a preposition stands right behind the verb: ditemui Presiden Prabowo."""
    group = right.get(OBJECT, ())
    return group if group and row.mentions(group[0].first, group[-1].last) else ()
