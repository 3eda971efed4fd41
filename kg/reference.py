"""What a noun phrase stands for: the names in it, or those that it points back to.

"Presiden Rusia Vladimir Putin" is the man, "pejabat Kementerian Luar Negeri Rusia" the ministry, "kedua negara" the two states named last,
"pejabat tersebut" whoever the last pejabat was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.chunks import Kind, Lexicon, Row
from kg.titles import POSITION
from kg.types import Mention, Sense, Span

_ACTORS = ("GPE", "PER", "ORG")
_HEADS = frozenset(("NOUN", "PROPN", "PRON"))
_NEAR = 2  # sentences after which two things no longer belong together
_COUPLE = 2
_MEMORY = 60  # mentions that an anaphor looks back over


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words first to last of a row, a noun phrase or the rest of one."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What a phrase stands for.

    names: the things themselves. owners: names in it that own or shape the thing. pointed: was it found by looking back?
    """

    names: tuple[Mention, ...] = ()
    owners: tuple[Mention, ...] = ()
    pointed: bool = False


def _apposed_name(row: Row, phrase: Phrase) -> tuple[Mention, ...]:
    """The name behind a noun and a comma, where another comma or the end of the clause follows: sekutunya, Amerika Serikat."""
    k = row.chunk_of(phrase.last)
    if row.kind(k + 1) is not Kind.COMMA or row.kind(k + 2) is not Kind.NP or row.kind(k + 3) not in (Kind.COMMA, Kind.STOP, None):
        return ()
    if row.kind(k + 3) is Kind.COMMA and row.kind(k + 4) is Kind.CONJ:
        return ()  # a list: menteri Jepang, Lavrov, dan Kim
    name = row.at[row.chunks[k + 2].first]
    return (name,) if name is not None and name.type in _ACTORS else ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that a sentence puts side by side.

    relation: of the claim that does so (A bertemu B), if not only a conjunction does (A dan B).
    """

    sentence: int
    names: tuple[Mention, ...]
    relation: str | None


@dataclass
class Discourse:
    """What an article has spoken of so far, for the phrases that point back. Grows as its sentences are read in order."""

    lexicon: Lexicon
    key: Callable[[Mention], str]
    is_state: Callable[[Mention], bool]
    expand: Callable[[str], str]
    offices: Mapping[str, Mention] = field(default_factory=dict)
    leaders: Mapping[str, Mention] = field(default_factory=dict)  # who leads what, where the article names one only
    states: Mapping[str, Mention] = field(default_factory=dict)  # the state that a person holds an office of
    bodies: Mapping[str, Mention] = field(default_factory=dict)  # the body that a person holds an office of
    speaker_at: Callable[[Span], tuple[Mention, ...]] = lambda span: ()  # who says the words that stand there
    seen: list[Mention] = field(default_factory=list)
    heads: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    groups: list[tuple[Mention, ...]] = field(default_factory=list)
    count: int = 0
    topic: tuple[Mention, ...] = ()  # the person whom the sentence before is about
    company: tuple[Mention, ...] = ()  # the several of whom the sentence before speaks first
    kin: str | None = None  # the most general relation of the rule that is being applied

    def denote(self, row: Row, phrase: Phrase, exclude: Sequence[Mention] = ()) -> Reference:
        """What the phrase stands for. exclude: who it cannot be (the subject of the same verb)."""
        made = {row.at[i] for i in range(phrase.first + 1, phrase.last + 1) if row.words[i - 1] in self.lexicon.grammar.words("makers")}
        here = (m for m in row.mentions(phrase.first, phrase.last) if m not in made)
        mentions = tuple(m for m in here if m.type != POSITION or m.parts or m.holder)
        head = next(
            (i for i in range(phrase.first, phrase.last + 1) if row.at[i] is not None or self._may_head(row, i)),
            phrase.first,
        )
        at = row.at[head]
        if at is not None and at.type == POSITION:
            if at.holder is None and not at.parts and set(row.words[phrase.first : head]) & self.lexicon.grammar.words("plurals"):
                return Reference((), mentions)  # para menteri
            named = _apposed_name(row, phrase) if at.holder is None and not at.parts else ()
            if named and named[0].type == "PER":
                return Reference(named, mentions)  # utusan Trump, Steve Witkoff
            counted = self._anaphor(row, phrase, head, exclude) if not at.parts and at.holder is None else ()  # kedua menteri luar negeri
            return Reference(counted, (), True) if len(counted) > 1 else self._title(row, phrase, at, mentions)
        if at is not None:
            return Reference((at,), tuple(m for m in mentions if m is not at))
        until = next((i for i in range(head, phrase.last + 1) if row.at[i] is not None), head)
        if met := self._counterpart(row, phrase, head):
            return Reference(met, mentions)
        if any(row.words[i] in self.lexicon.grammar.words("opaque") for i in range(head, until)):
            return Reference()  # para pendukung Trump, negara sekutu Rusia
        event = row.at[head + 1] if head < phrase.last else None
        if event is not None and event.type == "EVENT" and row.words[head] in self.lexicon.grammar.words("event_heads"):
            return Reference((event,), mentions)  # ajang Piala Asia
        names = self._transparent(row, phrase, head, mentions)
        if names:
            beside = _apposed_name(row, phrase) if row.words[head] in self.lexicon.grammar.words("persons") else ()
            return Reference(tuple(m for m in beside if m.type == "PER") or names, mentions)  # utusan Trump, Steve Witkoff
        person = next((m for m in mentions if m.type == "PER"), None)
        if person is not None and row.words[head] in self.lexicon.grammar.words("apposed") and until == head + 1:
            return Reference((person,), mentions)  # buronan Paulus Tannos
        named = _apposed_name(row, phrase)
        if named and (not mentions or named[0].type == "PER"):
            return Reference(named, mentions or named)  # bintang tim nasional Palestina, Suleiman Al Obeid
        found = self._anaphor(row, phrase, head, exclude) if not mentions else ()
        return Reference(found, mentions, bool(found))

    def _may_head(self, row: Row, i: int) -> bool:
        """Is this word a noun, and no quality that a tagger took for one: pendukung [setia] Presiden?"""
        return row.sentence.tokens[i].upos in _HEADS and row.words[i] not in self.lexicon.grammar.words("attributes")

    def _title(self, row: Row, phrase: Phrase, title: Mention, mentions: Sequence[Mention]) -> Reference:
        if title.holder is not None:
            holder = next((m for m in (*mentions, *row.at) if m is not None and m.span == title.holder), None)
            if holder is not None:
                return Reference((holder,), title.parts)
        person = next((m for m in mentions if m.type == "PER"), None)
        if person is not None:
            return Reference((person,), title.parts)
        if (holder := self.offices.get(self.office(title))) is not None:
            return Reference((holder,), title.parts, True)
        pointing = row.words[phrase.last] in self.lexicon.demonstratives
        if title.parts and pointing and (leader := self.leaders.get(self.key(title.parts[0]))) is not None:
            return Reference((leader,), title.parts, True)  # pemimpin Rusia itu, of one called presiden before
        if title.parts:
            return Reference(title.parts[:1], title.parts)
        known = self.heads.get(title.text.lower().split()[0], ())
        if not pointing:
            known = tuple(m for m in known if m.type == "PER")  # Presiden alone is a man, never his country
        return Reference(known, (), bool(known))

    def office(self, title: Mention) -> str:
        """What two ways of naming one office share: Menlu Korut, Menteri Luar Negeri Korea Utara."""
        words = title.text
        for part in sorted(title.parts, key=lambda p: -p.span.start):
            start = part.span.start - title.span.start
            words = words[:start] + self.key(part) + words[start + len(part.text) :]
        return self.expand(words).casefold()

    def _counterpart(self, row: Row, phrase: Phrase, head: int) -> tuple[Mention, ...]:
        """Who holds the same office elsewhere: mitranya dari Vietnam, Le Hoai Trung; koleganya asal Jepang, Takeshi Iwaya."""
        owned = head < phrase.last and row.words[head + 1] in self.lexicon.clitics
        if not owned or row.words[head] not in self.lexicon.grammar.words("counterparts"):
            return ()
        k = row.chunk_of(phrase.last) + 1
        origin = row.kind(k) is Kind.PREP and row.word(row.chunks[k]) in self.lexicon.grammar.words("origin")
        k += 2 if origin and row.kind(k + 1) is Kind.NP else 0
        k += row.kind(k) is Kind.COMMA
        if row.kind(k) is not Kind.NP:
            return ()
        return tuple(m for m in row.mentions(row.chunks[k].first, row.chunks[k].last) if m.type == "PER")[:1]

    def _transparent(self, row: Row, phrase: Phrase, head: int, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The name behind a noun that only stands for it; "dari" may part the two."""
        if row.words[head] not in self.lexicon.grammar.words("transparent"):
            return ()
        if mentions:
            named = next((m for m in mentions if m.type == "PER"), mentions[0])
            return (named,) if named.type != POSITION else self._title(row, phrase, named, mentions).names
        chunk = row.chunk_of(phrase.last)
        if (
            phrase.last == row.chunks[chunk].last
            and row.kind(chunk + 1) is Kind.PREP
            and row.word(row.chunks[chunk + 1]) in self.lexicon.grammar.data["origin"]
            and row.kind(chunk + 2) is Kind.NP
        ):
            return row.mentions(row.chunks[chunk + 2].first, row.chunks[chunk + 2].last)[:1]
        return ()

    def _anaphor(self, row: Row, phrase: Phrase, head: int, exclude: Sequence[Mention]) -> tuple[Mention, ...]:
        anaphora: Mapping[str, Any] = self.lexicon.grammar.data["anaphora"]
        word = row.words[head]
        inside = row.words[phrase.first : phrase.last + 1]
        if word in anaphora["speaker"]:
            return self.speaker_at(row.sentence.tokens[head].span)
        clitic = word in anaphora["person_clitic"] and len(inside) == 1
        if clitic and row.kind(row.chunk_of(head) - 1) is Kind.VERB:
            others = [m for m in row.at[:head] if m is not None and m.type == "PER"]
            if others and (named := self._not((others[-1],), exclude)):
                return named  # menargetkan Ana dan menuduhnya
        if word in anaphora["person"] or list(inside) in anaphora["person_words"] or clitic:
            exclude = (*exclude, *self.speaker_at(row.sentence.tokens[head].span))  # who speaks does not say "he" of himself
            if told := self._not(self._teller(row, head), exclude):
                return told
            return self._subject(row, head, exclude) or self._not(self.topic, exclude) or self._last(("PER",), 1, exclude)
        if word in anaphora["plural"] and len(inside) == 1:
            return self._subject(row, head, exclude, ("ORG", "GPE")) or self._not(self.company, exclude)
        if word in anaphora["own_state"] and inside[-1] in anaphora["person_clitic"] and len(inside) <= 2:
            return tuple(self.states[self.key(m)] for m in self._subject(row, head, exclude) or self.topic if self.key(m) in self.states)
        if word in anaphora["own_side"] and inside[-1] in anaphora["person_clitic"] and len(inside) <= 2:
            who = self._subject(row, head, exclude, ("PER", "ORG", "GPE"))  # Ketua KPK membantah pihaknya meminta
            return tuple(self.bodies.get(self.key(m)) or self.states.get(self.key(m)) or m if m.type == "PER" else m for m in who)
        owned = len(inside) == 2 and inside[-1] in anaphora["person_clitic"]
        if owned and word in self.lexicon.grammar.words("transparent"):
            return self._subject(row, head, exclude, ("GPE", "ORG"))  # Rusia mengeklaim pasukannya merebut
        if word in anaphora["pair"] or list(inside) in anaphora["pair_words"]:
            return self._pair(_ACTORS, exclude)
        pointing = any(w in self.lexicon.demonstratives for w in inside)
        for number, nouns in anaphora["pair_heads"].items():
            noun = inside[inside.index(number) + 1] if number in inside[:-1] else None
            if noun in nouns and (pointing or number not in anaphora["indefinite"]):
                count = anaphora["numbers"][number]
                near = self._two_before(row, head, nouns[noun])
                if count == 2 and near and near == self._not(near, exclude):
                    return near
                met = noun in anaphora["meeting_heads"]
                fits = self.is_state if noun in anaphora["states"] else lambda m: True
                if count != 2:
                    return self._group(nouns[noun], count)
                return self._pair(nouns[noun], exclude, met, not met, fits) or (self._pair(("PER",), exclude) if met else ())
        if word in self.heads and (pointing or len(inside) == 1):
            return self.heads[word]
        if pointing and word in anaphora["kind"]:
            here = [m for m in row.at[:head] if m is not None and m.type in anaphora["kind"][word] and m.sense is not Sense.PLACE]
            if here and (named := self._not((here[-1],), exclude)):
                return named  # tantangan bagi Iran sejak negara itu berperang
            return self._last(tuple(anaphora["kind"][word]), 1, exclude)
        if pointing and word in anaphora["event"]:
            return tuple(m for m in reversed(self.seen) if m.type == "EVENT" and m.text.lower().split()[0] in anaphora["event"][word])[:1]
        if word in anaphora["bare"] and len(inside) <= 1 + pointing:
            return self._last(tuple(anaphora["kind"][word]), 1, exclude)
        return ()

    def _not(self, names: tuple[Mention, ...], exclude: Sequence[Mention]) -> tuple[Mention, ...]:
        barred = {self.key(m) for m in exclude}
        return () if any(self.key(m) in barred for m in names) else names

    def _teller(self, row: Row, head: int) -> tuple[Mention, ...]:
        """Who says the clause that opens with this word: setelah Trump mengatakan pada Selasa bahwa ia ..."""
        k = row.chunk_of(head) - 1
        if row.kind(k) is not Kind.SUB or row.word(row.chunks[k]) not in self.lexicon.complementizers:
            return ()
        verb = next((j for j in range(k - 1, -1, -1) if row.kind(j) not in (Kind.PREP, Kind.NP)), -1)
        if row.kind(verb) is not Kind.VERB or row.words[row.chunks[verb].last] not in self.lexicon.embedding["said"]:
            return ()
        if row.kind(verb - 1) is not Kind.NP:
            return ()
        names = row.mentions(row.chunks[verb - 1].first, row.chunks[verb - 1].last)
        return tuple(m for m in names if m.type == "PER")[-1:]

    def _subject(self, row: Row, head: int, exclude: Sequence[Mention], types: Sequence[str] = ("PER",)) -> tuple[Mention, ...]:
        """Whom the sentence is about, where its first phrase is one of these and a verb follows: Trump mengatakan bahwa ia ..."""
        k = row.chunk_of(head)
        stop = max((j for j in range(k) if row.kind(j) is Kind.STOP), default=-1)
        said = stop + 1 + (row.word(row.chunks[stop + 1]) in self.lexicon.grammar.words("according_to"))  # menurut Lavrov, ia ...
        said = self._behind_opening(row, said)
        told = said > stop + 1 or any(row.kind(j) is Kind.VERB for j in range(said, k))
        if row.kind(said) is not Kind.NP or k <= said or not told:
            return ()
        names = self.denote(row, Phrase(row.chunks[said].first, row.chunks[said].last)).names
        names = names or self._agent(row, said + 1, k)
        barred = {self.key(m) for m in exclude}
        return names if len(names) == 1 and names[0].type in types and self.key(names[0]) not in barred else ()

    def _agent(self, row: Row, verb: int, end: int) -> tuple[Mention, ...]:
        """Who does what the passive of this chunk says, if he is named right behind it: Hal itu disampaikan Ana setelah ia ..."""
        passive = tuple(self.lexicon.grammar.data["passive"])
        if row.kind(verb) is not Kind.VERB or not row.words[row.chunks[verb].last].startswith(passive):
            return ()
        by = row.kind(verb + 1) is Kind.PREP and row.word(row.chunks[verb + 1]) in self.lexicon.grammar.words("agent")
        agent = verb + 1 + by
        if row.kind(agent) is not Kind.NP or agent >= end:
            return ()
        return self.denote(row, Phrase(row.chunks[agent].first, row.chunks[agent].last)).names

    def _two_before(self, row: Row, head: int, types: Sequence[str]) -> tuple[Mention, ...]:
        """The two that the sentence has joined before this word (Hubungan Tiongkok dan India ... kedua negara), or its only two persons."""
        for k in range(row.chunk_of(head) - 2, 0, -1):
            parted = row.kind(k) is Kind.CONJ and row.kind(k + 1) is Kind.NP is row.kind(k - 1)
            if parted and row.kind(k - 2) not in (Kind.COMMA, Kind.CONJ):
                pair = (row.at[row.chunks[k - 1].last], row.at[row.chunks[k + 1].first])
                names = tuple(m for m in pair if m is not None and m.type in types)
                if len(names) == len(pair) and len({self.key(m) for m in names}) == len(pair):
                    return names
        persons = {self.key(m): m for m in row.at[:head] if m is not None and m.type in types and m.type == "PER"}
        return tuple(persons.values()) if len(persons) == _COUPLE else ()

    def _behind_opening(self, row: Row, k: int) -> int:
        """The first chunk behind what may open a sentence before its subject: Pada Rabu, Trump ...; Sementara itu, Trump ..."""
        pair = row.kind(k) is Kind.SUB and row.kind(k + 1) is Kind.NP
        links = pair and not row.mentions(row.chunks[k + 1].first, row.chunks[k + 1].last)
        comma = next((j for j in range(k + links, len(row.chunks)) if row.kind(j) not in (Kind.PREP, Kind.NP)), k)
        opening = row.chunks[k:comma]
        named = bool(opening) and row.kind(k) is Kind.NP and bool(row.mentions(opening[0].first, opening[-1].last))
        return comma + 1 if row.kind(comma) is Kind.COMMA and row.kind(comma + 1) is Kind.NP and not named else k

    def _pair(
        self,
        types: Sequence[str],
        exclude: Sequence[Mention],
        met: bool = False,
        often: bool = False,
        fits: Callable[[Mention], bool] = lambda m: True,
    ) -> tuple[Mention, ...]:
        """The two that were last joined (A dan B; A bertemu B), if that was a sentence or two ago, else the last two things of one type.

        met: only two that a claim of the relation at hand has brought together will do, however long ago.
        often: of several, the two that the article has joined most often.
        """
        barred = {self.key(m) for m in exclude}
        fitting: list[tuple[Mention, ...]] = []
        for joined in reversed(self.pairs):
            if self.count - joined.sentence > _NEAR and not met:
                break
            if met and joined.relation != self.kin:
                continue
            if all(m.type in types and fits(m) and self.key(m) not in barred for m in joined.names):
                fitting.append(joined.names)
        if fitting:
            return max(fitting, key=self._times) if often else fitting[0]
        if met:
            return ()
        found = [pair for kind in types if (pair := self._last((kind,), 2, exclude, fits))]
        return max(found, key=lambda pair: min(m.span.start for m in pair), default=())

    def _times(self, names: tuple[Mention, ...]) -> int:
        keys = {self.key(m) for m in names}
        return sum({self.key(m) for m in pair.names} == keys for pair in self.pairs)

    def _group(self, types: Sequence[str], count: int) -> tuple[Mention, ...]:
        """The last so many that were named side by side: A, B, C, dan D."""
        return next((g for g in reversed(self.groups) if len(g) == count and all(m.type in types for m in g)), ())

    def _last(
        self, types: Sequence[str], count: int, exclude: Sequence[Mention], fits: Callable[[Mention], bool] = lambda m: True
    ) -> tuple[Mention, ...]:
        """The last so many different things of these types, in the order of the text; none if there are fewer."""
        found: dict[str, Mention] = {}
        barred = {self.key(m) for m in exclude}
        for mention in reversed(self.seen[-_MEMORY:]):
            if mention.type in types and fits(mention) and mention.sense is not Sense.PLACE and self.key(mention) not in barred:
                found.setdefault(self.key(mention), mention)
            if len(found) == count:
                return tuple(reversed(found.values()))
        return ()

    def identified(self, row: Row) -> tuple[Mention, ...]:
        """Whom a sentence names that says who a group was: Mereka adalah Ana dan Budi; Keempat negara itu yakni ...; Di antaranya ..."""
        grammar = self.lexicon.grammar
        k = 0
        if row.kind(0) is Kind.NP:
            first = row.chunks[0]
            words = row.words[first.first : first.last + 1]
            pointing = set(words) & (grammar.words("anaphora.plural") | self.lexicon.demonstratives | grammar.words("listing"))
            k = 1 if pointing and not row.mentions(first.first, first.last) else 0
            if row.kind(1) is Kind.REL and row.kind(2) is Kind.VERB and _is_plural(words[0]) and not row.mentions(first.first, first.last):
                k = 2  # Negara-negara yang ikut serta adalah
            if not k:
                return ()
            stated = row.kind(k) is Kind.VERB and row.words[row.chunks[k].last] in grammar.words("copulas")
            listed = k == 1 and row.kind(1) is Kind.CONJ and row.word(row.chunks[1]) in grammar.words("listing")
            if not (stated or listed):
                return ()
        elif row.kind(0) is not Kind.CONJ or row.word(row.chunks[0]) not in grammar.words("listing"):
            return ()
        names: list[Mention] = []
        for here in row.chunks[k + 1 :]:
            if here.kind is Kind.NP:
                names += self.denote(row, Phrase(here.first, here.last)).names
            elif here.kind not in (Kind.COMMA, Kind.CONJ) and row.word(here) not in {";", *grammar.words("including")}:
                break
        return tuple(dict.fromkeys(names))

    def join(self, one: Mention, other: Mention, relation: str | None = None) -> None:
        """Remember that the sentence being read puts these two side by side."""
        if one.type == other.type and self.key(one) != self.key(other) and Sense.PLACE not in (one.sense, other.sense):
            self.pairs.append(Pair(self.count, (one, other), relation))

    def read(self, row: Row) -> None:
        """Take in a sentence that has been dealt with."""
        for chunk in row.chunks:
            if chunk.kind is Kind.NP:
                reference = self.denote(row, Phrase(chunk.first, chunk.last))
                first = row.at[chunk.first]
                head = row.words[chunk.first] if first is None else first.text.lower().split()[0] if first.type == POSITION else ""
                if reference.names and head:
                    self.heads[head] = reference.names
        self.groups += self._lists(row)
        self._center(row)
        for i, chunk in enumerate(row.chunks):
            if chunk.kind is Kind.CONJ and row.kind(i - 1) is Kind.NP and row.kind(i + 1) is Kind.NP and row.kind(i - 2) is not Kind.COMMA:
                sides = [self.denote(row, Phrase(c.first, c.last)).names for c in (row.chunks[i - 1], row.chunks[i + 1])]
                if all(len(side) == 1 for side in sides):
                    self.join(sides[0][0], sides[1][0])
        self.count += 1
        self.seen += [
            m
            for i, m in enumerate(row.at)
            if m is not None and m.type != POSITION and m is not row.at[i - 1] and not self._is_scene(row, i, m)
        ]

    def _center(self, row: Row) -> None:
        """Whom is the sentence about: who stands first in it, before a verb. A sentence that opens without a name leaves that open."""
        first = next((i for i, chunk in enumerate(row.chunks) if chunk.kind is Kind.NP and row.kind(i - 1) is not Kind.PREP), None)
        names: list[Mention] = []
        alone: list[Mention] = []
        joined = False  # a comma alone joins nothing: Meski bukan anggota NATO, Swiss ...
        while first is not None and row.kind(first) is Kind.NP:
            names += self.denote(row, Phrase(row.chunks[first].first, row.chunks[first].last)).names
            alone = alone or list(names)
            step = next((n for n in (1, 2, 3) if row.kind(first + n) not in (Kind.COMMA, Kind.CONJ)), 3)
            if step == 1:
                break
            joined = joined or any(row.kind(first + n) is Kind.CONJ for n in range(1, step))
            first += step
        names = list({self.key(m): m for m in (names if joined else alone)}.values())
        self.topic = tuple(names) if len(names) == 1 and names[0].type == "PER" else ()
        self.company = tuple(names) if len(names) > 1 and all(m.type in _ACTORS for m in names) else ()

    def _lists(self, row: Row) -> Iterator[tuple[Mention, ...]]:
        """The lists of three or more names of a sentence."""
        k = 0
        while k < len(row.chunks):
            names: list[Mention] = []
            while row.kind(k) is Kind.NP and len(found := self.denote(row, Phrase(row.chunks[k].first, row.chunks[k].last)).names) == 1:
                names += found
                step = 1 + (row.kind(k + 1) is Kind.COMMA and row.kind(k + 2) is Kind.CONJ)
                if row.kind(k + step) not in (Kind.COMMA, Kind.CONJ):
                    break
                k += step + 1
            if len(names) > 2:
                yield tuple(names)
            k += 1

    def _is_scene(self, row: Row, i: int, mention: Mention) -> bool:
        """Is this place only where something happens? States stay: "kunjungan ke Rusia ... kedua negara"."""
        return (
            mention.type in ("GPE", "LOC", "FAC")
            and i > 0
            and row.words[i - 1] in self.lexicon.grammar.words("locative")
            and not self.is_state(mention)
        )


def _is_plural(word: str) -> bool:
    """Is a word said twice: negara-negara?"""
    one, _, other = word.partition("-")
    return one == other
