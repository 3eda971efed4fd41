"""Who does it: the subject of a verb, found across relative clauses, coordination, control and asides."""

from __future__ import annotations

from collections.abc import Iterator

from kg.chunks import QUOTES, Kind, Lexicon, Row
from kg.complements import OBJECT, Group, bare_agent, complements, in_list, is_event
from kg.reference import Phrase
from kg.rules import ACTIVE

_DEPTH = 5  # verbs that a search for a subject passes through


def subject_of(row: Row, word: int, lexicon: Lexicon, depth: int = _DEPTH) -> tuple[Group, bool]:
    """The subject of the verb on this word, and whether it is borrowed from the main clause beside which the verb stands."""
    chunk = row.chunk_of(word)
    k = chunk - 1
    if depth == 0:
        return (), False
    if k < 0:
        return main_subject(row, chunk, lexicon), True  # Didesak oposisi, sang menteri mundur
    k = _behind_relative(row, k)
    kind = row.kind(k)
    if kind is Kind.REL:
        head = k - 1 if row.kind(k - 1) is Kind.NP else k - 2 if row.kind(k - 1) is Kind.COMMA and row.kind(k - 2) is Kind.NP else None
        return _relative_head(row, head, word, lexicon, depth) if head is not None else ((), False)
    if kind is Kind.COMMA and (told := _before_aside(row, k, lexicon)) is not None:
        return _owner_of_phrase(row, told, lexicon, depth)
    if kind is Kind.COMMA and (head := before_apposition(row, k)) is not None:
        return _owner_of_phrase(row, head, lexicon, depth)
    if kind is Kind.COMMA and row.kind(k - 1) is Kind.NP:
        asking = verb_left(row, k)
        if asking is not None and row.words[row.chunks[asking].last] in lexicon.embedding["demanded"] and not in_list(row, k - 2):
            return subject_of(row, row.chunks[asking].last, lexicon, depth - 1)  # Trump mendorong konsesi, mendesak China: still Trump
        return _owner_of_phrase(row, k - 1, lexicon, depth)
    if kind is Kind.NP:
        if row.kind(k - 1) is Kind.VERB and _is_own_plan(row, k, lexicon):
            return subject_of(row, row.chunks[k - 1].last, lexicon, depth - 1)  # mengumumkan rencananya melancarkan
        if row.kind(k - 1) is not None and (planner := _planner(row, k, lexicon)):
            return planner, False  # mengecam niat Israel merebut Gaza
        return _owner_of_phrase(row, k, lexicon, depth)
    if kind is Kind.CONJ or (kind is Kind.COMMA and row.kind(k - 1) is not None):
        previous = verb_left(row, k)
        return subject_of(row, row.chunks[previous].last, lexicon, depth - 1) if previous is not None else ((), False)
    if kind in (Kind.PREP, Kind.SUB):
        return _controlled(row, k, lexicon, depth)
    return (), False


def _behind_relative(row: Row, k: int) -> int:
    """The word that opens the relative clause of which chunk k is a mere circumstance, else k itself: Ana, yang sejak lama bermitra."""
    j = k
    while row.kind(j) is Kind.NP and row.kind(j - 1) is Kind.PREP:
        j -= 2
    return j if j < k and row.kind(j) is Kind.REL else k


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
            oblique = row.kind(j - 2) is Kind.PREP and verb_left(row, j) is not None  # serangan ke Gaza, Palestina, menewaskan
            return j - 1 if opens and row.kind(j - 1) is Kind.NP and not fronted and not oblique and not in_list(row, j) else None
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
                return group_ending(row, k), False
            return subject_of(row, verb, lexicon, depth - 1)
        together = word in lexicon.grammar.words("alongside") and row.kind(first - 2) is Kind.NP
        if together and row.mentions(row.chunks[k].first, row.chunks[k].last):
            group, borrowed = _owner_of_phrase(row, first - 2, lexicon, depth - 1) if depth else ((), False)
            return (*group, *group_ending(row, k)), borrowed
        absolute = word in lexicon.grammar.words("absolute") and row.kind(first - 2) is Kind.COMMA
        if word in lexicon.subordinators or first == 1 or absolute:
            return group_ending(row, k), False
        return _over_oblique(row, first - 1, lexicon, depth)
    if before is Kind.VERB and row.words[row.chunks[first - 1].first] in lexicon.speech_tags:
        return group_ending(row, k), False  # ujar Gibran usai meninjau
    if before is Kind.VERB:
        verb = row.chunks[first - 1].last
        if lexicon.is_passive_frame(row.words[verb]) and depth:  # Rusia dituduh AS memberi: Rusia gives
            return subject_of(row, verb, lexicon, depth - 1)
        if any(row.words[verb] in lexicon.embedding[name] for name in ("demanded", "alleged")):
            return group_ending(row, k), False
        if row.words[verb] in lexicon.grammar.words("chances"):
            return group_ending(row, k), False  # tidak menutup kemungkinan Prancis mengirim pasukan
        if row.kind(first - 2) is Kind.REL and row.kind(first - 3) is Kind.NP:
            return _owner_of_phrase(row, first - 3, lexicon, depth - 1) if depth else ((), False)
        if row.words[verb] in lexicon.embedding["said"]:
            return group_ending(row, k), False
        return subject_of(row, verb, lexicon, depth - 1)
    return group_ending(row, k), False


def _carried_by(row: Row, k: int, lexicon: Lexicon) -> Group:
    """Who goes by what the head of this relative clause names: pesawat yang ditumpangi Ana tiba."""
    if row.kind(k - 1) is not Kind.VERB or row.kind(k - 2) is not Kind.REL or row.kind(k - 3) is not Kind.NP:
        return ()
    carries = row.words[row.chunks[k - 1].last] in lexicon.grammar.words("carrying")
    vehicle = set(row.words[row.chunks[k - 3].first : row.chunks[k - 3].last + 1]) & lexicon.grammar.words("conveyances")
    return group_ending(row, k) if carries and vehicle else ()


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
    previous = verb_left(row, k)
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
        return main_subject(row, k, lexicon), True
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
    if event is None or not is_event(row, event, lexicon) or any(row.kind(j) not in (Kind.NP, Kind.PREP) for j in range(event, k)):
        return ()
    named = [i for i in range(row.chunks[event].first, row.chunks[event].last + 1) if row.at[i] is not None]
    return (Phrase(named[0], named[-1]),) if named else ()


def main_subject(row: Row, k: int, lexicon: Lexicon) -> Group:
    """The subject of the main clause beside which chunk k stands: after the next comma if the clause is fronted, else to the left."""
    if row.kind(0) is Kind.NP and row.kind(1) is Kind.PREP and row.word(row.chunks[1]) in lexicon.grammar.words("accompanied"):
        return group_ending(row, 0)
    if row.kind(k - 1) is None or row.kind(k - 2) is None or all(row.kind(j) is not Kind.VERB for j in range(k)):
        opening = k > 0 and row.kind(k - 1) is Kind.NP and all(row.kind(j) in (Kind.NP, Kind.CONJ) for j in range(k))
        if opening and row.mentions(row.chunks[k - 1].first, row.chunks[k - 1].last):
            return group_ending(row, k - 1)  # a caption: Trump saat pertemuan dengan Putin di Anchorage, Alaska
        for j in range(k, len(row.chunks) - 1):
            if row.kind(j) is Kind.COMMA and row.kind(j + 1) is Kind.NP:
                end = j + 1
                while row.kind(end + 1) is Kind.CONJ and row.kind(end + 2) is Kind.NP:
                    end += 2
                return group_ending(row, end)
        return ()
    previous = verb_left(row, k)
    while (
        previous is not None
        and row.kind(previous - 1) in (Kind.PREP, Kind.SUB)
        and row.word(row.chunks[previous - 1]) in lexicon.purposes | lexicon.complementizers
    ):
        previous = verb_left(row, previous - 1)  # not the subject of "agar menyelesaikan" but of what it depends on
    if previous is not None and row.words[row.chunks[previous].first] in lexicon.speech_tags and row.kind(previous + 1) is Kind.NP:
        return group_ending(row, previous + 1)  # kata Jokowi dalam keterangannya usai meninjau
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
    return next((right[p] for p in lexicon.grammar.data["agent"] if p in right), ()) or bare_agent(row, right)


def verb_left(row: Row, k: int) -> int | None:
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
        return group_ending(row, first - 2), False
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
        if (placed or is_event(row, back, lexicon)) and row.mentions(row.chunks[back].first, row.chunks[back].last):
            return group_ending(row, back), False
        light = row.chunks[back - 1].last if row.kind(back - 1) is Kind.VERB else None
        if depth and aside and light is not None and is_event(row, back, lexicon) and lexicon.light.get(row.words[light]) == ACTIVE:
            return subject_of(row, light, lexicon, depth - 1)  # Israel melancarkan serangan ke Gaza, yang menewaskan
    head = row.chunks[k]
    uttered = set(row.words[head.first : head.last + 1]) & lexicon.grammar.words("utterances")
    if uttered and not row.mentions(head.first, head.last) and row.kind(first - 1) is Kind.VERB and depth:
        return subject_of(row, row.chunks[first - 1].last, lexicon, depth - 1)
    before = row.chunks[first - 1].last if first else 0
    if row.kind(first - 1) is Kind.PREP and row.words[before] in lexicon.grammar.words("equating") and row.kind(first - 2) is Kind.NP:
        return group_ending(row, first - 2), False  # menjadikan Swedia sebagai negara pertama yang mengakui
    if depth and row.kind(first - 1) in (Kind.VERB, Kind.PREP) and row.words[before] in lexicon.grammar.words("copulas"):
        return subject_of(row, before, lexicon, depth - 1)  # Swedia menjadi negara pertama yang mengakui
    if _explains(row, k, lexicon):
        return (Phrase(row.chunks[k - 2].first, row.chunks[k - 2].last),), False
    nameless = not row.mentions(head.first, head.last)  # Hamas dan kelompok yang didukung Iran: that group alone
    if nameless or row.words[row.chunks[k + 1].last + 1] in lexicon.grammar.words("also"):
        return (Phrase(head.first, head.last),), False  # Ana, Ben, serta Cici yang juga memimpin: she alone
    return group_ending(row, k), False


def _explains(row: Row, k: int, lexicon: Lexicon) -> bool:
    """Does the noun phrase of chunk k say behind a comma of what kind the name before it is: Houthi, kelompok yang didukung Iran?"""
    if row.kind(k - 1) is not Kind.COMMA or row.kind(k - 2) is not Kind.NP or in_list(row, k - 1):
        return False
    head, name = row.chunks[k], row.at[row.chunks[k - 2].last]
    kinds = lexicon.grammar.data["anaphora"]["kind"].get(row.words[head.first], ())
    return name is not None and name.type in kinds and not row.mentions(head.first, head.last)


def _first_of_group(row: Row, k: int) -> int:
    """The first chunk of the coordination that ends at chunk k: A dan B; A, B, dan C."""
    if row.kind(k - 1) is Kind.CONJ and row.kind(k - 2) is Kind.COMMA and row.kind(k - 3) is Kind.NP:
        k -= 3
    while row.kind(k - 1) is Kind.CONJ and row.kind(k - 2) is Kind.NP:
        k -= 2
    while row.kind(k - 1) is Kind.COMMA and row.kind(k - 2) is Kind.NP and in_list(row, k - 1) and not _is_fronted(row, k - 2):
        k -= 2
    return k


def _is_fronted(row: Row, k: int) -> bool:
    """Does this noun phrase belong to what opens the sentence before its subject? Setelah lawatan di Paris, ..."""
    return row.kind(0) in (Kind.PREP, Kind.SUB) and all(row.kind(j) in (Kind.PREP, Kind.SUB, Kind.NP, Kind.CONJ) for j in range(k))


def group_ending(row: Row, k: int) -> Group:
    """The coordinated noun phrases that end at chunk k."""
    first = _first_of_group(row, k)
    return tuple(_phrases(row, first, k))


def _phrases(row: Row, first: int, last: int) -> Iterator[Phrase]:
    for chunk in row.chunks[first : last + 1]:
        if chunk.kind is Kind.NP:
            yield Phrase(chunk.first, chunk.last)
