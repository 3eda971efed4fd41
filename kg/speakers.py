"""Who says so: the verbs that a claim is embedded in, the tags of its sentence, and sentences that go on reporting.

A tag speaks for its whole quotation, however many sentences that has. A speaker without a name ("sumber diplomatik", or nobody at
all: "disebut") is a SOURCE of its article. "Sumber tersebut" is the one of whom the article has spoken; a sentence that opens by
pointing back ("Dalam pertemuan itu", "Pejabat tersebut") and names no speaker has the last one's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.chunks import Kind, Lexicon, Row
from kg.frames import Frame
from kg.reference import Discourse, Phrase
from kg.rules import ACTIVE
from kg.status import Status, Tag, agent_of
from kg.subjects import subject_of
from kg.types import Article, Claim, Mention, Span

SOURCE = "SOURCE"
BESIDE = "/beside"  # the rules of what is said by standing side by side
# A quotation; one in curly marks may run over paragraphs, each of which opens it again.
_QUOTATION = re.compile(r"“[^”]{1,3000}”|\"[^\"\n]{1,1500}\"")


@dataclass
class Speakers:
    """The speakers of an article; grows as its sentences are read in order."""

    article: Article
    lexicon: Lexicon
    discourse: Discourse
    sources: dict[str, Mention] = field(default_factory=dict)
    last: tuple[Mention, ...] = ()  # unnamed speakers of the sentence before
    heard: list[Mention] = field(default_factory=list)
    quoted: dict[Span, tuple[Mention, ...]] = field(default_factory=dict)  # quotations whose tag has been read
    speaking: tuple[Mention, ...] = ()  # who spoke last by name: kata dia, ujarnya

    def of(self, made: Frame, standing: Status, said: Sequence[Tag]) -> tuple[Mention, ...]:
        """Who says what this frame says, nearest first."""
        found = [m for group in standing.speakers for phrase in group for m in self._named(made.row, phrase)]
        found += [m for t in said if not t.medium and _covers(t, made) for m in self._tagged(made.row, t)]
        before = made.first - 1
        if made.verb is None and before >= 0 and made.row.words[before] in self.lexicon.grammar.words("anonymous"):
            found += self._named(made.row, Phrase(before, before))
        if not found and self._goes_on(made.row):
            found = list(self.last)
        self.heard += [m for m in found if m.type == SOURCE]
        return tuple(dict.fromkeys(found))

    def media(self, made: Frame, said: Sequence[Tag]) -> tuple[Mention, ...]:
        """From whom the article has it."""
        found = (m for t in said if t.medium and _covers(t, made) for phrase in t.speaker for m in self._named(made.row, phrase))
        return tuple(dict.fromkeys(found))

    def hear(self, row: Row, said: Sequence[Tag]) -> None:
        """Note who speaks the quotations that this sentence ends or holds: “... ,” kata X."""
        spoken = [m for t in said if not t.medium for m in self._tagged(row, t)]
        for match in _QUOTATION.finditer(self.article.text) if spoken else ():
            if row.sentence.span.start < match.end() <= row.sentence.span.end:
                self.quoted[Span(*match.span())] = tuple(dict.fromkeys(spoken))
        self.speaking = tuple(m for m in dict.fromkeys(spoken) if m.type != SOURCE) or self._telling(row) or self.speaking

    def _telling(self, row: Row) -> tuple[Mention, ...]:
        """Who tells something in a sentence without a tag: Trump mengatakan bahwa ..."""
        said = self.lexicon.embedding["said"]
        verb = next((c for c in row.chunks if c.kind is Kind.VERB and said.get(row.words[c.last]) == ACTIVE), None)
        group = subject_of(row, verb.last, self.lexicon)[0] if verb is not None else ()
        named = (phrase for phrase in group if not self._is_pronoun(row, phrase))
        return tuple(m for phrase in named for m in self.discourse.denote(row, phrase).names if m.type == "PER")

    def _is_pronoun(self, row: Row, phrase: Phrase) -> bool:
        pronouns = self.lexicon.grammar.words("anaphora.person") | self.lexicon.clitics
        return set(row.words[phrase.first : phrase.last + 1]) <= pronouns

    def _tagged(self, row: Row, tag: Tag) -> Iterable[Mention]:
        """The speakers of a tag; a pronoun in one is whoever spoke last, never a name within the quotation."""
        for phrase in tag.speaker:
            yield from self.speaking if self._is_pronoun(row, phrase) and self.speaking else self._named(row, phrase)

    def days(self, row: Row, said: Sequence[Tag], dates: Iterable[tuple[int, int, str]]) -> Iterator[tuple[Mention, str]]:
        """Who spoke on which day: kata Jenca pada Selasa; Trump mengatakan pada Rabu bahwa ...; disampaikan Sugiono pada Senin."""
        verbs = self.lexicon.embedding["said"]
        for first, _, day in dates:
            if len(day) < len("2025-08-05"):
                continue
            tag = next((t for t in said if not t.medium and t.own[0] <= first <= t.own[1]), None)
            k = row.chunk_of(first)
            near = k - 1
            while row.kind(near) in (Kind.NP, Kind.PREP, Kind.CONJ):
                near -= 1  # disampaikan Wong dalam konferensi pers bersama Macron pada Jumat
            near = near if row.kind(near) is Kind.VERB else k + 1 if row.kind(k + 1) is Kind.VERB else -1
            if tag is not None:
                yield from ((m, day) for m in self._tagged(row, tag))
            elif near >= 0 and (voice := verbs.get(row.words[row.chunks[near].last])) is not None:
                word = row.chunks[near].last
                group = subject_of(row, word, self.lexicon)[0] if voice == ACTIVE else agent_of(row, word, self.lexicon)
                yield from ((m, day) for phrase in group for m in self._named(row, phrase))

    def complete(self, claim: Claim) -> Claim:
        """The claim with the speaker of the quotation that it stands in, where its own sentence names none."""
        if claim.attribution or claim.rule.endswith(BESIDE):
            return claim  # a title is taken for granted by whoever speaks
        return replace(claim, attribution=self.speaker_at(claim.trigger))

    def speaker_at(self, span: Span) -> tuple[Mention, ...]:
        """Who speaks the quotation in which these characters stand; nobody, if they stand in none or its tag has not been read."""
        return next((who for quotation, who in self.quoted.items() if span in quotation), ())

    def read(self) -> None:
        """Take in a sentence that has been dealt with."""
        self.last, self.heard = tuple(dict.fromkeys(self.heard)), []

    def _named(self, row: Row, phrase: Phrase) -> Iterable[Mention]:
        reference = self.discourse.denote(row, phrase)
        if reference.names:
            return reference.names
        inside = row.words[phrase.first : phrase.last + 1]
        if self.lexicon.is_passive_frame(inside[0]):
            return (self._source(row, phrase),)
        if not set(inside) & self.lexicon.grammar.words("anonymous"):
            return ()
        return reference.owners[:1] or (self._source(row, phrase),)

    def _source(self, row: Row, phrase: Phrase) -> Mention:
        span, head = row.span(phrase.first, phrase.last), row.words[phrase.first]
        pointing = phrase.first == phrase.last or set(row.words[phrase.first : phrase.last + 1]) & self.lexicon.demonstratives
        if pointing and head in self.sources:
            return self.sources[head]
        return self.sources.setdefault(head, Mention(self.article.id, span, span.of(self.article.text), SOURCE))

    def _goes_on(self, row: Row) -> bool:
        """Does the sentence open by pointing back?"""
        opening = [c for c in row.chunks[:2] if c.kind is Kind.NP][:1]
        return any(w in self.lexicon.demonstratives for c in opening for w in row.words[c.first : c.last + 1])


def _covers(tag: Tag, made: Frame) -> bool:
    return tag.first <= made.first <= tag.last and not tag.own[0] <= made.first <= tag.own[1]
