"""How real is it, and who says so: modality, polarity and speakers of a frame.

Read from the words before the predicate (akan, belum, dikabarkan), from the verbs that it is embedded in (mendesak ... untuk, menuduh,
mengatakan bahwa), and from the tags of reported speech (menurut X; ..., kata X).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.chunks import Chunk, Kind, Lexicon, Row
from kg.complements import OBJECT, Group, complements
from kg.frames import SUBJECT, Frame, late_agent
from kg.reference import Phrase
from kg.rules import ACTIVE, NOUN, PASSIVE
from kg.subjects import before_apposition, subject_of
from kg.types import Modality, Polarity

_ENDED = "ended"
_NOUNS = ("planned", "alleged", "possible")
_ORDER = (Modality.DEMANDED, Modality.POSSIBLE, Modality.PLANNED, Modality.ALLEGED)  # the first that holds counts


@dataclass(frozen=True)
class Status:
    """What is known of a frame's truth.

    speakers: phrases that name who says so, nearest first. conditional: the frame stands under "if". purpose: it stands in a clause of
    purpose.
    """

    modality: Modality = Modality.HAPPENED
    polarity: Polarity = Polarity.POSITIVE
    speakers: tuple[Group, ...] = ()
    conditional: bool = False
    purpose: bool = False


def status(frame: Frame, lexicon: Lexicon) -> Status:
    """The status of what a frame says."""
    row = frame.row
    word = frame.first if frame.verb is None else frame.verb
    signs = set(_own_signs(frame, lexicon))
    speakers: list[Group] = list(_own_speaker(frame, lexicon))
    conditional = purpose = False
    target = word
    k = row.chunk_of(word) - 1
    crossed = False  # has the walk passed a comma? then only a complementizer leads further out
    open_clause = False
    opened = ""  # the word that opens the clause in which the walk is
    if frame.beside and (before := next((row.chunks[j] for j in range(k, -1, -1) if row.kind(j) is Kind.VERB), None)):
        words = row.words[before.first : before.last + 1]
        conditional = bool(set(words) & lexicon.grammar.words("only"))
        waits = k >= 0 and row.word(row.chunks[k]) in lexicon.grammar.words("until_then")
        if waits and any(lexicon.status.get(w) not in (None, "settled") for w in words):
            signs.add("planned")  # tak akan menemui Ana sebelum bertemu Ben
    if row.kind(k) is Kind.PREP and row.word(row.chunks[k]) in lexicon.grammar.words("without") and row.kind(k + 1) is Kind.VERB:
        signs |= {"negative"}  # tanpa mengecam Israel
    joined = _is_joined(row, k)  # akan mengunjungi India dan bertemu Modi: as real as the verb before
    while k >= 0:
        chunk = row.chunks[k]
        name = row.word(chunk)
        if chunk.kind is Kind.STOP or (chunk.kind is Kind.REL and _holds(row, k + 1, target)):
            signs |= _signs_of_copula(row, k, lexicon)
            break
        if chunk.kind is Kind.VERB and row.kind(k - 1) is Kind.REL and not open_clause:
            k -= 2  # a relative clause on the way: pejabat yang menangani isu itu melakukan kunjungan
            continue
        if chunk.kind is Kind.COMMA and row.kind(k - 1) is Kind.VERB and _says(row, k - 1, lexicon):
            crossed, open_clause = False, True  # Macron menegaskan, Prancis akan mengakui
        elif chunk.kind is Kind.COMMA:
            crossed, open_clause = True, False
        elif name in lexicon.grammar.words("conditions") and chunk.kind in (Kind.SUB, Kind.PREP):
            conditional = conditional or not crossed
        elif chunk.kind in (Kind.SUB, Kind.PREP) and name in lexicon.complementizers | lexicon.purposes:
            signs |= _governed(row, k, lexicon)
            opened = name
            open_clause = not crossed or chunk.kind is Kind.SUB
            purpose = purpose or (name in lexicon.purposes and row.kind(k + 1) is Kind.VERB and not crossed and _holds(row, k + 1, target))
        elif chunk.kind is Kind.NP and purpose and k == row.chunk_of(target) - 2 and (meant := _intention(row, chunk, lexicon)):
            signs, purpose = signs | {meant}, False
        elif chunk.kind is Kind.NP and purpose and k == row.chunk_of(target) - 2 and _utters(row, chunk, lexicon):
            purpose = False  # menandatangani deklarasi untuk mengecam: it is done by signing
        elif chunk.kind is Kind.NP and purpose and name in lexicon.grammar.words("journeys") and not crossed:
            signs, purpose = signs | {"planned"}, False  # kunjungan Modi ke China untuk menghadiri
        elif _is_chance(row, k, target, lexicon):
            signs |= {"possible"}
            break
        elif chunk.kind is Kind.PREP and name in lexicon.grammar.words("inheriting") and row.kind(k + 1) is Kind.VERB:
            open_clause = not crossed
        elif chunk.kind is Kind.SUB:
            break
        elif chunk.kind is Kind.VERB and joined and name in lexicon.speech_tags:
            break  # "... tidak akan ...," tegas Ana, menampik usul itu
        elif chunk.kind is Kind.VERB and joined:
            signs |= _shared_signs(row, k, row.chunk_of(target) - 1, signs, lexicon)
            joined, target, open_clause, crossed = _is_joined(row, k - 1), chunk.last, False, False
        elif chunk.kind is Kind.VERB:
            if crossed and not open_clause:
                break
            outer = next((i for i in range(chunk.last, chunk.first - 1, -1) if _embeds(row.words[i], lexicon)), None)
            if outer is None:
                done, intent = (row.words[chunk.last] in lexicon.grammar.words(name) for name in ("implicative", "intent"))
                signs |= {"planned"} if purpose and intent else set()
                purpose = purpose and not done and not intent
                signs |= _signs_of_going(row, k, target, lexicon) if intent and not crossed else set()
                if not open_clause or frame.verb is None:
                    break
                own = {w for w in row.words[chunk.first : chunk.last + 1] if w in lexicon.status}
                denied = {w for w in own if lexicon.status[w] == "negative" and not lexicon.verbal.match(w)}
                conditional = conditional or bool(denied)  # tidak menunjukkan bukti bahwa ia bertemu
                signs |= {lexicon.status[w] for w in own - denied}
            else:
                name = _embeds(row.words[outer], lexicon) or ""
                if name == "demanded" and opened in lexicon.grammar.words("declaring") and row.words[outer] in lexicon.embedding["said"]:
                    name = "said"  # memperingatkan bahwa, not agar
                if not _is_inner(row, k, target, open_clause, lexicon, frame.voice == NOUN and frame.verb is None and target == word):
                    break
                signs |= {name} if name != "said" else set()
                named = row.kind(k + 1) is Kind.NP and k + 2 == row.chunk_of(target)  # membantah pihaknya meminta
                if lexicon.status.get(row.words[outer]) == "negative" and (open_clause or named):
                    signs = (signs - {"alleged"}) | {"negative"}  # membantah (tuduhan) bahwa
                signs |= {lexicon.status[w] for w in row.words[outer + 1 : chunk.last + 1] if lexicon.status.get(w) in _NOUNS}
                passive = lexicon.embedding[name].get(row.words[outer]) == PASSIVE
                if speaker := agent_of(row, outer, lexicon) if passive else subject_of(row, outer, lexicon)[0]:
                    speakers.append(speaker)
                target = outer
            open_clause, opened = False, ""
        k -= 1
    return _decide(signs, (*_unnamed(frame, word, lexicon), *speakers), conditional, purpose)


def _is_chance(row: Row, k: int, target: int, lexicon: Lexicon) -> bool:
    """Is what the verb on this word says a mere chance: membuka peluang Ana menang, tidak menutup kemungkinan Ana menang?"""
    chances, behind = lexicon.grammar.words("chances"), row.chunk_of(target) - k
    opens = row.kind(k) is Kind.NP and behind == 1 and row.words[row.chunks[k].first] in chances
    ends = row.kind(k) is Kind.VERB and behind == 2 and row.kind(k + 1) is Kind.NP and row.words[row.chunks[k].last] in chances
    return opens or ends


def _says(row: Row, k: int, lexicon: Lexicon) -> bool:
    return lexicon.embedding["said"].get(row.words[row.chunks[k].last]) == ACTIVE


def _signs_of_copula(row: Row, k: int, lexicon: Lexicon) -> set[str]:
    """How real a relative clause at chunk k is by the verb that says who it is of: akan menjadi negara pertama yang mengakui."""
    before = next((row.chunks[j] for j in range(k - 2, max(k - 5, -1), -1) if row.kind(j) is Kind.VERB), None)
    if row.kind(k - 1) is not Kind.NP or before is None or row.words[before.last] not in lexicon.grammar.words("copulas"):
        return set()
    return {lexicon.status[w] for w in row.words[before.first : before.last] if lexicon.status.get(w) not in (None, "settled")}


def _own_speaker(frame: Frame, lexicon: Lexicon) -> Iterator[Group]:
    """Who says of himself what he did (mengaku sudah menemui), or whose word it is: Iran dituduh membantu Rusia oleh Amerika Serikat."""
    if frame.verb is not None:
        first = frame.row.chunks[frame.row.chunk_of(frame.verb)].first
        if any(lexicon.embedding["said"].get(frame.row.words[i]) == ACTIVE for i in range(first, frame.verb)):
            yield frame.slots.get(OBJECT if frame.voice == PASSIVE else SUBJECT, ())
        yield from filter(None, (late_agent(frame.row, i, lexicon) for i in range(first, frame.verb)))


def _unnamed(frame: Frame, word: int, lexicon: Lexicon) -> Iterator[Group]:
    """A passive of saying right before the predicate names nobody: disebut menyampaikan, dilaporkan tewas."""
    first = frame.row.chunks[frame.row.chunk_of(word)].first
    yield from ((Phrase(i, i),) for i in range(first, word) if lexicon.embedding["said"].get(frame.row.words[i]) == PASSIVE)


def _intention(row: Row, chunk: Chunk, lexicon: Lexicon) -> str | None:
    """How real the noun before a clause of purpose makes it: rencana untuk mengakui, kesiapan untuk bertemu."""
    words = row.words[chunk.first : chunk.last + 1]
    meant = (kind for kind in _NOUNS if kind != "alleged")  # membahas isu penting untuk memperkuat kerja sama: no rumour
    return next((kind for kind in meant for w in words if w in lexicon.grammar.words(f"status_nouns.{kind}")), None)


def _governed(row: Row, k: int, lexicon: Lexicon) -> set[str]:
    """How real a noun makes the clause that opens at chunk k: beredar kabar bahwa; desakan publik agar."""
    left, marker = row.chunks[k - 1] if k else None, row.word(row.chunks[k])
    if left is None or left.kind is not Kind.NP:
        return set()
    if marker in lexicon.complementizers - lexicon.purposes and row.words[left.last] in lexicon.grammar.words("status_nouns.alleged"):
        return {"alleged"}
    wanted = marker in lexicon.grammar.words("wishing") and row.words[left.first] in lexicon.grammar.words("demands")
    return {"demanded"} if wanted else set()


def _utters(row: Row, chunk: Chunk, lexicon: Lexicon) -> bool:
    return bool(set(row.words[chunk.first : chunk.last + 1]) & lexicon.grammar.words("utterances"))


def _is_joined(row: Row, k: int) -> bool:
    """Is what follows chunk k joined to the verb before: by a conjunction, or by a comma that ends no aside?"""
    return row.kind(k) is Kind.CONJ or (row.kind(k) is Kind.COMMA and row.kind(k + 1) is Kind.VERB and before_apposition(row, k) is None)


def _shared_signs(row: Row, verb: int, joint: int, signs: set[str], lexicon: Lexicon) -> set[str]:
    """What a verb group says of the verb that is joined to it, unless that has signs of its own; "not A or B" denies both.

    verb, joint: the chunks of the verb group and of what joins the other to it.
    """
    if signs:
        return set()
    chunk, left = row.chunks[verb], row.chunks[verb - 1]
    shared = {*_NOUNS, "demanded"} | ({"negative"} if row.word(row.chunks[joint]) in lexicon.grammar.words("alternatives") else set())
    found = {lexicon.status[w] for w in row.words[chunk.first : chunk.last + 1] if w in lexicon.status} & shared
    meant = _intention(row, left, lexicon) if verb and left.kind is Kind.NP else None  # rencana memperluas operasi dan mencaplok Gaza
    return found | ({meant} if meant else set())


def _signs_of_going(row: Row, k: int, target: int, lexicon: Lexicon) -> set[str]:
    """What a verb of going says of the verb that follows it without a word between: akan berangkat ke Beijing bertemu Xi."""
    passed = {row.kind(j) for j in range(k + 1, row.chunk_of(target))}
    if not passed <= {Kind.PREP, Kind.NP}:
        return set()
    words = row.words[row.chunks[k].first : row.chunks[k].last + 1]
    return {lexicon.status[w] for w in words if lexicon.status.get(w) in (*_NOUNS, "negative")}


def _holds(row: Row, k: int, word: int) -> bool:
    return row.chunks[k].first <= word <= row.chunks[k].last


def _own_signs(frame: Frame, lexicon: Lexicon) -> Iterator[str]:
    """The status words of the predicate's own verb group, and of a noun's own phrase."""
    row = frame.row
    if frame.verb is not None:
        chunk = row.chunks[row.chunk_of(frame.verb)]
        before = row.words[chunk.first : frame.verb]
        said = row.words[frame.verb] in lexicon.performative
        yield from (lexicon.status[w] for w in before if w in lexicon.status and not (said and w in lexicon.grammar.words("wishes")))
        yield from (name for w in before if (name := _embeds(w, lexicon)) not in (None, "said"))  # diminta menangkap
        left = frame.row.chunks[frame.row.chunk_of(frame.verb) - 1]
        own = left.first <= frame.last or frame.verb <= frame.first  # not so: bantahan atas klaim B disampaikan
        if left.kind is Kind.NP and left.last == chunk.first - 1 and own:  # syarat mengakui, rencana RI memberikan, rencananya melancarkan
            owned = frame.voice != PASSIVE and (row.at[left.last] is not None or row.words[left.last] in lexicon.clitics)
            heads = {row.words[left.last], row.words[left.first] if owned else ""}
            yield from (kind for kind in _NOUNS if heads & lexicon.grammar.words(f"status_nouns.{kind}"))
        yield from (_ENDED for w in row.words[chunk.first : frame.verb + 1] if w in lexicon.ending and frame.verb != frame.first)
        yield from (_ENDED for w in before if w in lexicon.grammar.words("ceasing"))  # meminta B berhenti menyerang
        if frame.verb in range(chunk.first, chunk.last + 1) and row.words[frame.verb] in lexicon.status and frame.verb != frame.first:
            yield lexicon.status[row.words[frame.verb]]
    if frame.verb != frame.first:
        chunk = row.chunks[row.chunk_of(frame.first)]
        before = row.words[max(chunk.first, frame.first - 2) : frame.first]
        yield from (kind for kind in _NOUNS for w in before if w in lexicon.grammar.words(f"status_nouns.{kind}"))
        if _is_ahead(frame, lexicon):
            yield "planned"
        if row.kind(row.chunk_of(frame.first) - 1) in (Kind.VERB, Kind.PREP) and frame.verb is None:
            left = row.chunks[row.chunk_of(frame.first) - 1]
            yield from (lexicon.status[w] for w in row.words[left.first : left.last + 1] if w in lexicon.status)
        yield from _signs_behind(frame, lexicon)
        yield from _signs_within(frame, lexicon)


def _is_ahead(frame: Frame, lexicon: Lexicon) -> bool:
    """Is this the noun of something that is still to come: menjelang pertemuan Trump dan Putin?"""
    row, k = frame.row, frame.row.chunk_of(frame.first)
    return row.kind(k - 1) is Kind.PREP and k > 0 and row.word(row.chunks[k - 1]) in lexicon.grammar.words("ahead")


def _signs_behind(frame: Frame, lexicon: Lexicon) -> Iterator[str]:
    """What the verb says of an event noun that is its subject: kunjungan Prabowo dibatalkan, pertemuan itu akan digelar."""
    row, k = frame.row, frame.row.chunk_of(frame.first)
    start = k
    while start and row.kind(start - 1) is not Kind.SUB and not (row.kind(start - 1) is Kind.VERB and _says(row, start - 1, lexicon)):
        start -= 1  # memastikan pertemuan A dan B tak berlangsung
    if frame.verb is not None or any(row.kind(j) in (Kind.VERB, Kind.PREP, Kind.SUB) for j in range(start, k)):
        return
    rest = range(k + 1, len(row.chunks))
    passed = (Kind.NP, Kind.PREP, Kind.CONJ)
    behind = next((row.chunks[j] for j in rest if row.kind(j) not in passed and not _is_meant(row, j, lexicon)), None)
    if behind is None or behind.kind is not Kind.VERB:
        return
    # "belum membuahkan hasil", "tak digubris" and "tidak membahas ..." deny something else.
    held = _takes_place(row.words[behind.last], lexicon) or row.words[behind.last] in lexicon.grammar.words("status.negative_planned")
    passed_over = {None, "settled", "possible"} | (set() if held else {"negative"})
    yield from (lexicon.status[w] for w in row.words[behind.first : behind.last + 1] if lexicon.status.get(w) not in passed_over)


def _signs_within(frame: Frame, lexicon: Lexicon) -> Iterator[str]:
    """What a relative clause says of an event noun: latihan antara A dan B yang akan digelar."""
    row = frame.row
    passed = (Kind.NP, Kind.PREP, Kind.CONJ)
    k = next((k for k in range(row.chunk_of(frame.first) + 1, len(row.chunks)) if row.kind(k) not in passed), None)
    if k is None or row.kind(k) is not Kind.REL or row.kind(k + 1) is not Kind.VERB:
        return
    words = row.words[row.chunks[k + 1].first : row.chunks[k + 1].last + 1]
    if _takes_place(words[-1], lexicon):
        yield from (lexicon.status[w] for w in words if lexicon.status.get(w) not in (None, "settled"))


def _takes_place(verb: str, lexicon: Lexicon) -> bool:
    return lexicon.light.get(verb) == PASSIVE or verb in lexicon.grammar.words("taking_place")


def _is_meant(row: Row, k: int, lexicon: Lexicon) -> bool:
    """Is this the verb of a purpose: kunjungan Modi untuk menghadiri KTT akan digelar?"""
    return row.kind(k) is Kind.VERB and row.kind(k - 1) is Kind.PREP and row.word(row.chunks[k - 1]) in lexicon.purposes


def _embeds(word: str, lexicon: Lexicon) -> str | None:
    return next((name for name, verbs in lexicon.embedding.items() if word in verbs), None)


def _is_inner(row: Row, k: int, target: int, open_clause: bool, lexicon: Lexicon, noun: bool) -> bool:
    """Is the target the complement of the verb of chunk k?

    Behind a complementizer, right behind it, or behind its object; a noun also behind a preposition (berterima kasih atas bantuannya).
    """
    if open_clause:
        return True
    inner = row.chunk_of(target)
    if inner == k:
        return True
    between = [row.kind(j) for j in range(k + 1, inner)]
    agent = row.kind(k + 1) is Kind.PREP and row.word(row.chunks[k + 1]) in lexicon.grammar.words("agent")
    return all(kind in (Kind.NP, Kind.CONJ) or (noun and kind is Kind.PREP) for kind in between[agent:])


def agent_of(row: Row, verb: int, lexicon: Lexicon) -> Group:
    """Who does what a passive says: behind its preposition, or bare behind the verb."""
    right = complements(row, verb, False, lexicon)
    near = next((right[p] for p in lexicon.grammar.data["agent"] if p in right), right.get(OBJECT, ()))
    return near or late_agent(row, verb, lexicon)


def _decide(signs: set[str], speakers: tuple[Group, ...], conditional: bool, purpose: bool) -> Status:
    negative = bool({"negative", "negative_planned"} & signs)
    if "negative_planned" in signs:
        signs = signs | {"planned"}
    modality = next((m for m in _ORDER if m.value in signs), Modality.HAPPENED)
    negative = negative != (_ENDED in signs and modality is not Modality.HAPPENED)
    return Status(modality, Polarity.NEGATIVE if negative else Polarity.POSITIVE, speakers, conditional, purpose)


# ---- reported speech


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of reported speech: who, and the words that what he says lies on."""

    speaker: Group
    first: int
    last: int
    own: tuple[int, int]
    medium: bool = False


def tags(row: Row, lexicon: Lexicon) -> tuple[Tag, ...]:
    """The tags of a sentence: menurut X; ..., kata X; dilansir dari X."""
    return tuple(_tags(row, lexicon))


def _tags(row: Row, lexicon: Lexicon) -> Iterator[Tag]:
    grammar = lexicon.grammar
    end = len(row.words) - 1
    for k, chunk in enumerate(row.chunks):
        word = row.words[chunk.last] if chunk.kind is Kind.VERB else row.word(chunk)
        if word in grammar.words("according_to") and (speaker := _noun_phrase(row, k + 1)):
            yield Tag(speaker, 0, end, (chunk.first, _tag_end(row, speaker)))
        elif word in grammar.words("via") and chunk.kind is Kind.VERB:
            at = k + 2 if row.kind(k + 1) is Kind.PREP else k + 1
            if speaker := _noun_phrase(row, at):
                yield Tag(speaker, 0, end, (chunk.first, _tag_end(row, speaker)), True)
        elif chunk.kind is Kind.VERB and row.words[chunk.first] in grammar.words("speech_tags") and (speaker := _noun_phrase(row, k + 1)):
            own = (chunk.first, _tag_end(row, speaker))
            after = row.chunk_of(speaker[-1].last) + 1
            aside = row.kind(after) is Kind.COMMA and any(row.kind(j) is Kind.VERB for j in range(after, len(row.chunks)))
            yield Tag(speaker, 0, end if aside else chunk.first - 1, own)  # Sikap itu, lanjutnya, menjadi ...


def _noun_phrase(row: Row, k: int) -> Group:
    chunk: Chunk | None = row.chunks[k] if row.kind(k) is Kind.NP else None
    return (Phrase(chunk.first, chunk.last),) if chunk else ()


def _tag_end(row: Row, speaker: Group) -> int:
    """A tag reaches to the next verb: the date and place in it are those of the speaking."""
    k = row.chunk_of(speaker[-1].last) + 1
    while row.kind(k) not in (None, Kind.VERB, Kind.STOP):
        if row.kind(k) is Kind.COMMA and row.kind(k + 1) is Kind.NP and row.kind(k + 2) in (Kind.VERB, Kind.CONJ):
            break
        k += 1
    return row.chunks[k - 1].last
