"""A sentence as a row of chunks: noun phrases, verb groups, and the small words between them.

One arc in four of a parse is wrong, but word classes and names are nearly always right; so the frames are read off this row, and the tree
decides only where the row leaves a choice. (Shallow parsing: Abney 1991, "Parsing by chunks".)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kg.rules import ACTIVE, BARE, NOUN, PASSIVE, WORD, Form, Grammar, Rule
from kg.types import Mention, Sentence, Span


class Kind(StrEnum):
    NP = "np"
    VERB = "verb"
    PREP = "prep"
    CONJ = "conj"
    SUB = "sub"
    REL = "rel"
    COMMA = "comma"
    STOP = "stop"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words first to last (inclusive) of a sentence."""

    kind: Kind
    first: int
    last: int


_ROLE = {"apposed", "named"}  # a noun that tells of whom it stands beside is a role, and no event: Rusia, sekutu Suriah


class Lexicon:
    """The closed words and the rules' own words, looked up for every word of every sentence."""

    def __init__(self, grammar: Grammar, rules: Sequence[Rule]) -> None:
        self.grammar = grammar
        words = grammar.words
        self.prepositions, self.conjunctions = words("prepositions"), words("conjunctions")
        self.subordinators, self.relative = words("subordinators"), words("relative")
        self.purposes, self.complementizers = words("purposes"), words("complementizers")
        self.demonstratives = words("demonstratives")
        self.verbal = re.compile(grammar.data["verbal"])
        self.status = {
            word: name
            for name in ("settled", "negative", "possible", "alleged", "planned", "demanded", "negative_planned")
            for word in words(f"status.{name}")
        }
        self.light = {**grammar.verbs(words("light")), **dict.fromkeys(words("light_words"), ACTIVE)}
        self.performative = frozenset(grammar.verbs(words("performatives")))
        self.giving = {form for form, voice in grammar.verbs(words("giving")).items() if voice == ACTIVE}
        (self.recipient,) = words("recipient")
        self.stances = {form for form, voice in grammar.verbs(words("stances")).items() if voice == ACTIVE}
        self.attended = frozenset(grammar.verbs(words("attended")))
        self.ending = frozenset(grammar.verbs(words("ending")))
        self.embedding: dict[str, dict[str, str]] = {
            name: grammar.verbs(words(f"embedding.{name}")) for name in ("demanded", "alleged", "said")
        }
        self.embedding["said"] |= dict.fromkeys(words("said_words"), ACTIVE)
        self.triggers: dict[str, list[tuple[tuple[str, ...], str, Rule]]] = {}
        for rule in rules:
            for form in rule.forms:
                self.triggers.setdefault(form.words[0], []).append((form.words, form.voice, rule))
        forms = [(w, voice) for entries in self.triggers.values() for w, voice, _ in entries]
        self.nouns = {w[0] for w, voice in forms if voice == NOUN}
        self.events = {f.words[0] for rule in rules if not _ROLE & {*rule.subject} for f in rule.forms if f.voice == NOUN}
        self.verbs = {w[0] for w, voice in forms if voice in (ACTIVE, PASSIVE, WORD)} - self.nouns
        self.bare = {w[0] for w, voice in forms if voice == BARE} | {
            f.words[0] for name in ("said", "demanded", "alleged") for f in stems(grammar, f"embedding.{name}")
        }
        self.bare |= {f.words[0] for f in stems(grammar, "light")}
        self.bare -= self.nouns
        self.verbs |= {w for verbs in (self.light, *self.embedding.values()) for w in verbs}
        self.light |= {f.words[0]: ACTIVE for f in stems(grammar, "light")}  # a verb only where one is expected: Prabowo Gelar Pertemuan

        self.controlling = {
            form for name in ("demanded", "alleged") for form, voice in self.embedding[name].items() if voice == ACTIVE
        }  # what follows their object is done by it: meminta A pergi
        self.times, self.limits = words("times"), words("limits")
        self.moments, self.nominal = words("moments"), words("nominal")
        self.embedding["demanded"] |= dict.fromkeys(words("demanded_words"), ACTIVE)
        self.long: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}  # predicates of several words are one chunk
        for phrase, voice in forms:
            if len(phrase) > 1 and voice != BARE:
                self.long.setdefault(phrase[0], []).append((phrase, Kind.NP if voice == NOUN else Kind.VERB))
        self.clitics, self.speech_tags = words("anaphora.person_clitic"), words("speech_tags")

    def is_passive_frame(self, word: str) -> bool:
        """Is this a passive whose complement is what somebody says or wants: dituduh, diminta, disebut?"""
        return any(verbs.get(word) == PASSIVE for verbs in self.embedding.values())

    @cached_property
    def adverbial(self) -> frozenset[str]:
        return frozenset(self.status)


def stems(grammar: Grammar, name: str) -> list[Form]:
    """The bare forms of a list of stems."""
    return [form for stem in grammar.words(name) for form in grammar.forms(stem) if form.voice == BARE]


@dataclass(frozen=True)
class Row:
    """A sentence, its mentions, and its chunks: adverbs, quotation marks and brackets are left out of the row."""

    sentence: Sentence
    words: tuple[str, ...]
    at: tuple[Mention | None, ...]
    chunks: tuple[Chunk, ...]

    def chunk_of(self, word: int) -> int:
        """The chunk on this word, or the last one before it."""
        return max((i for i, c in enumerate(self.chunks) if c.first <= word), default=0)

    def word(self, chunk: Chunk) -> str:
        """The first word of a chunk, for those of one word."""
        return self.words[chunk.first]

    def kind(self, i: int) -> Kind | None:
        return self.chunks[i].kind if 0 <= i < len(self.chunks) else None

    def span(self, first: int, last: int) -> Span:
        return Span(self.sentence.tokens[first].span.start, self.sentence.tokens[last].span.end)

    def mentions(self, first: int, last: int) -> tuple[Mention, ...]:
        """The mentions on these words, in order, each once."""
        return tuple(dict.fromkeys(m for m in self.at[first : last + 1] if m is not None))


_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"))
QUOTES = frozenset("\"'“”‘’«»`")
_ENTRIES = ("GPE", "ORG")  # a person before a colon says what follows
DASHES = frozenset("-–—/")


def row(sentence: Sentence, mentions: Sequence[Mention], lexicon: Lexicon, headline: bool = False, dead: Sequence[Span] = ()) -> Row:
    """Cut a sentence into chunks; of mentions that overlap, the longest counts.

    Args:
        headline: a capitalised stem may be a verb.
        dead: stretches that give no facts, such as a dateline: their words are left out of the row.
    """
    words = tuple(t.text.lower() for t in sentence.tokens)
    here = sorted((m for m in mentions if m.span.overlaps(sentence.span)), key=lambda m: (m.span.start - m.span.end, m.span))
    buried = [any(t.span.overlaps(d) for d in dead) for t in sentence.tokens]
    at = tuple(
        None if under else next((m for m in here if t.span in m.span), None) for t, under in zip(sentence.tokens, buried, strict=True)
    )
    kinds = [_kind(sentence, words, at, i, lexicon) for i in range(len(words))]
    if headline:
        kinds = [
            Kind.VERB if kind in (Kind.NP, Kind.OTHER, Kind.STOP) and _is_headline_verb(sentence, at, i, lexicon) else kind
            for i, kind in enumerate(kinds)
        ]
    for i, word in enumerate(words):
        whole = max((e for e in lexicon.long.get(word, ()) if words[i : i + len(e[0])] == e[0]), key=lambda e: len(e[0]), default=None)
        if whole is not None and not any(at[i : i + len(whole[0])]):
            kinds[i : i + len(whole[0])] = [whole[1]] * len(whole[0])
    _settle(kinds, sentence, words, at, lexicon)
    kinds = [Kind.OTHER if under else kind for kind, under in zip(kinds, buried, strict=True)]
    chunks: list[Chunk] = []
    for i, kind in enumerate(kinds):
        last = chunks[-1] if chunks else None
        if (
            last is not None
            and last.kind is kind
            and kind in (Kind.NP, Kind.VERB, Kind.OTHER)
            and not (kind is Kind.NP and _breaks(words, at, i, lexicon))
        ):
            chunks[-1] = Chunk(kind, last.first, i)
        else:
            chunks.append(Chunk(kind, i, i))
    return Row(sentence, words, at, tuple(c for c in chunks if c.kind is not Kind.OTHER))


def _is_headline_verb(sentence: Sentence, at: Sequence[Mention | None], i: int, lexicon: Lexicon) -> bool:
    token = sentence.tokens[i]
    return i > 0 and at[i] is None and token.text[:1].isupper() and token.text.lower() in lexicon.bare


def _kind(sentence: Sentence, words: Sequence[str], at: Sequence[Mention | None], i: int, lexicon: Lexicon) -> Kind:
    word, token = words[i], sentence.tokens[i]
    if at[i] is not None:
        return Kind.NP
    if word in lexicon.relative:
        return Kind.REL
    if word in lexicon.conjunctions:
        return Kind.CONJ
    if word in lexicon.prepositions:
        return Kind.VERB if word in lexicon.verbs and i and _is_predicate(sentence, words, at, i, lexicon) else Kind.PREP
    if word in lexicon.subordinators:
        return Kind.SUB
    if word in lexicon.moments:
        return Kind.OTHER
    if word in lexicon.nouns or (word in lexicon.nominal and word not in lexicon.verbs):
        return Kind.NP
    if word in lexicon.adverbial or word in lexicon.verbs:
        return Kind.VERB
    if token.upos == "PUNCT":
        return Kind.COMMA if word == "," else Kind.OTHER if word in QUOTES else Kind.STOP
    if token.upos in ("VERB", "AUX"):
        return (
            Kind.VERB
            if token.upos == "AUX" or lexicon.verbal.match(word) or i == 0 or sentence.tokens[i - 1].upos not in ("NOUN", "PROPN")
            else Kind.NP
        )
    if token.upos in _NOMINAL:
        return Kind.NP
    return Kind.OTHER


def _is_predicate(sentence: Sentence, words: Sequence[str], at: Sequence[Mention | None], i: int, lexicon: Lexicon) -> bool:
    """Is this word, which may be a preposition, the verb of its clause?

    It is after a name or an auxiliary: Korsel melawan Jepang, resmi menjadi anggota.
    """
    name = at[i - 1]
    if name is None:
        return words[i - 1] in lexicon.status or sentence.tokens[i - 1].upos == "AUX"
    start = next(j for j in range(i) if at[j] is name)
    return start == 0 or sentence.tokens[start - 1].upos != "VERB"  # not so in: mengangkat David Moyes menjadi manajer


def _settle(kinds: list[Kind], sentence: Sentence, words: Sequence[str], at: Sequence[Mention | None], lexicon: Lexicon) -> None:
    """What needs a look at the neighbours: brackets, dashes between names, titles and their holders, adverbs within verb groups."""
    n = len(kinds)
    for i in range(n):
        if words[i] == "(":
            close = next((j for j in range(i, min(n, i + 12)) if words[j] == ")"), i)
            kinds[i : close + 1] = [Kind.OTHER] * (close + 1 - i)
        elif words[i] in DASHES and 0 < i < n - 1 and _is_dateline(sentence, at, i):
            kinds[i] = Kind.STOP
        elif words[i] in DASHES and 0 < i < n - 1 and at[i - 1] is not None and at[i + 1] is not None and at[i - 1] is not at[i + 1]:
            kinds[i] = Kind.CONJ
        elif words[i] in DASHES and kinds[i] is Kind.STOP:
            kinds[i] = Kind.COMMA  # it sets off an aside
        elif words[i] == ":" and 0 < i < n - 1 and _heads_entry(words, at, kinds, i, lexicon):
            kinds[i : i + 2] = [Kind.OTHER, Kind.VERB]  # a list of states, each with what it did: Bulgaria: mengakui Palestina
        elif kinds[i] is Kind.COMMA and 0 < i < n - 1 and _apposed(at[i - 1], at[i + 1 : i + 4]):
            stop = next(j for j in range(i + 1, n) if at[j] is not None)
            kinds[i:stop] = [Kind.NP] * (stop - i)
        elif kinds[i] is Kind.PREP and words[i] in lexicon.limits and i + 1 < n and sentence.tokens[i + 1].upos == "NUM":
            kinds[i] = Kind.OTHER  # hingga 30 ribu pasukan: it limits the number
        elif list(words[i : i + 2]) in lexicon.grammar.data["compound_subordinators"]:
            kinds[i : i + 2] = [Kind.SUB, Kind.OTHER]
        elif list(words[i : i + 2]) in lexicon.grammar.data["moment_phrases"] and i and _stands_alone(kinds, i):
            kinds[i : i + 2] = [Kind.OTHER] * 2  # Prabowo hari ini bertemu
        elif words[i] in lexicon.grammar.words("exemplifying") and 0 < i < n - 1 and _begins_name(sentence, at, i + 1):
            before = at[i - 1]  # negara seperti India dan China; but negara G7 seperti Kanada tells what Canada belongs to
            body = before is not None and before.type == "ORG"
            kinds[i] = Kind.CONJ if kinds[i - 1] in (Kind.NP, Kind.COMMA) and not body else kinds[i]
        elif words[i] in lexicon.grammar.words("including") and 1 < i < n - 1 and _begins_name(sentence, at, i + 1):
            inclusive = at[i - 2 if kinds[i - 1] is Kind.COMMA else i - 1]
            kinds[i] = Kind.PREP if inclusive is not None and inclusive.type == "ORG" else kinds[i]  # anggota BRICS, termasuk India
        elif phrase := next((p for p in lexicon.grammar.data["listing_phrases"] if list(words[i : i + len(p)]) == p), None):
            kinds[i : i + len(phrase)] = [Kind.CONJ, *[Kind.OTHER] * (len(phrase) - 1)]
        elif i and list(words[i : i + 2]) in lexicon.grammar.data["negated_qualities"] and words[i - 1] in lexicon.events:
            kinds[i : i + 2] = [Kind.NP] * 2  # perundingan tidak langsung
        elif list(words[i : i + 2]) in lexicon.grammar.data["fixed"] and at[i] is None:
            kinds[i : i + 2] = [Kind.OTHER] * 2  # tidak hanya menyerang
        elif list(words[i : i + 2]) in lexicon.grammar.data["amounts"] and i + 2 < n and sentence.tokens[i + 2].upos == "NUM":
            kinds[i : i + 2] = [Kind.OTHER] * 2  # menewaskan lebih dari 60.000 warga
        elif words[i] in lexicon.grammar.words("manner") and i + 1 < n and at[i + 1] is None and kinds[i + 1] is not Kind.COMMA:
            within = 0 < i < n - 2 and kinds[i - 1] is Kind.VERB is kinds[i + 2]
            kinds[i : i + 2] = [Kind.VERB if within else Kind.OTHER] * 2  # akan secara resmi mengakui
        elif words[i] in lexicon.grammar.words("reflexive") and 0 < i < n - 1 and kinds[i - 1] is Kind.VERB is kinds[i + 1]:
            kinds[i] = Kind.VERB
        elif _is_adverb(words, at, kinds, i, lexicon):
            kinds[i] = Kind.OTHER
        elif words[i] in lexicon.grammar.words("qualities") and at[i] is None and lexicon.events.intersection(words[max(0, i - 2) : i]):
            kinds[i] = Kind.NP
        elif words[i] in lexicon.clitics and 1 < i < n - 1 and _is_nominalised(kinds, words, i, lexicon):
            kinds[i - 1 : i + 1] = [Kind.OTHER] * 2
        elif words[i] in lexicon.speech_tags and 0 < i < n - 1 and sentence.tokens[i - 1].upos == "PUNCT" and words[i - 1] not in "(":
            kinds[i] = Kind.VERB
    for i in range(1, n):
        if words[i] in lexicon.demonstratives and kinds[i - 1] is Kind.OTHER:
            kinds[i] = Kind.OTHER
    for i in range(1, n):
        if words[i] in lexicon.status and kinds[i - 1] is Kind.NP and (i + 1 == n or kinds[i + 1] is not Kind.VERB):
            kinds[i] = Kind.NP if sentence.tokens[i].upos in _NOMINAL and kinds[i] is Kind.VERB else kinds[i]  # pernyataan resmi
    for i in range(n - 1, -1, -1):
        if kinds[i] is Kind.OTHER and sentence.tokens[i].upos in ("ADV", "PART") and i + 1 < n and kinds[i + 1] is Kind.VERB:
            kinds[i] = Kind.VERB


def _is_dateline(sentence: Sentence, at: Sequence[Mention | None], i: int) -> bool:
    """Does this dash part a place in capitals, with which the sentence begins, from the news: GAZA - Israel menyerang?"""
    place = at[i - 1]
    first = place is not None and at[0] is place and place.type in ("GPE", "LOC") and place.text.isupper()
    return first and not sentence.tokens[i + 1].text.isupper()


def _stands_alone(kinds: Sequence[Kind], i: int) -> bool:
    """Does a phrase of time of two words hang on nothing here: Prabowo hari ini bertemu, Houthi yang selama ini didukung?"""
    before, after = kinds[i - 1], kinds[i + 2] if i + 2 < len(kinds) else None
    return before not in (Kind.PREP, Kind.REL) or (before is Kind.REL and after is Kind.VERB)


def _begins_name(sentence: Sentence, at: Sequence[Mention | None], i: int) -> bool:
    """Does a name begin here, or a noun that stands right before one?"""
    return at[i] is not None or (i + 1 < len(at) and at[i + 1] is not None and sentence.tokens[i].upos == "NOUN")


def _is_adverb(words: Sequence[str], at: Sequence[Mention | None], kinds: Sequence[Kind], i: int, lexicon: Lexicon) -> bool:
    """Does this word only say how what is done is done: mengecam keras, sampai mengumumkan?"""
    strong = words[i] in lexicon.grammar.words("intensity") and i > 0 and at[i] is None and kinds[i - 1] is Kind.VERB
    return strong or (words[i] in lexicon.grammar.words("even") and i + 1 < len(kinds) and kinds[i + 1] is Kind.VERB)


def _heads_entry(words: Sequence[str], at: Sequence[Mention | None], kinds: Sequence[Kind], i: int, lexicon: Lexicon) -> bool:
    """Does a name that opens its sentence, before this colon, head an entry of a list that goes on with an active verb?"""
    name = at[i - 1]
    start = next((j for j in range(i) if at[j] is name), i) if name is not None else i
    opens = start == 0 or kinds[start - 1] in (Kind.STOP, Kind.OTHER)
    does = (kinds[i + 1] is Kind.VERB and words[i + 1] not in lexicon.bare) or words[i + 1] in lexicon.grammar.words("copulas")
    return start < i and opens and name is not None and name.type in _ENTRIES and does


def _is_nominalised(kinds: Sequence[Kind], words: Sequence[str], i: int, lexicon: Lexicon) -> bool:
    """Is the verb before this clitic the noun of its clause: mengenai meningkatnya kerja sama?"""
    return (
        kinds[i - 1] is Kind.VERB
        and kinds[i - 2] in (Kind.PREP, Kind.SUB, Kind.VERB)
        and kinds[i + 1] is Kind.NP
        and words[i - 1] not in lexicon.verbs
    )


def _apposed(left: Mention | None, following: Sequence[Mention | None]) -> bool:
    """Do a title and its holder stand on the two sides of a comma?"""
    right = next((m for m in following if m is not None), None)
    if left is None or right is None:
        return False
    return (left.holder is not None and left.holder in (right.span,)) or (right.holder is not None and right.holder == left.span)


def _breaks(words: Sequence[str], at: Sequence[Mention | None], i: int, lexicon: Lexicon) -> bool:
    """Does a new noun phrase begin at this word, though no other word parts it from the last?"""
    before, here = at[i - 1], at[i]
    if before is None and (words[i - 1] in lexicon.demonstratives or (here is not None and words[i - 1] in lexicon.times)):
        return True
    if before is None or here is None or before is here:
        return False
    serves = before.holder is not None and before.holder.start > here.span.end  # penasihat Trump, Steve Bannon
    joined = serves or before.holder == here.span or here.holder == before.span
    return here.type == "PER" and not joined
