"""The words every module speaks in: frozen values, no behaviour beyond what a value says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Modality(StrEnum):
    """How real a claim's content is. Only `HAPPENED` with positive polarity becomes an edge."""

    HAPPENED = "happened"
    PLANNED = "planned"
    DEMANDED = "demanded"
    ALLEGED = "alleged"
    POSSIBLE = "possible"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Sense(StrEnum):
    """What a name with two readings stands for here: Moskow the government, or Moskow the city."""

    ACTOR = "actor"
    PLACE = "place"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of an article's text, half-open, counted as Python `str` indexes."""

    start: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A stretch of an article that is not plain body text.

    kind: headline, dateline, caption, summary (these give facts); credit, related, boilerplate (these give none).
    """

    span: Span
    kind: str
    gives_facts: bool


@dataclass(frozen=True, slots=True)
class Article:
    """A text as it was read, never altered afterwards.

    id: the file's name without its extension. published: an ISO date or None.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A Universal Dependencies word.

    index and head count within the sentence from 0; the root's head is -1. Two words of one written token
    (bertemunya = bertemu + nya) have spans of their own where their letters show in the text, else share one.
    """

    index: int
    span: Span
    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True)
class Sentence:
    tokens: tuple[Token, ...]

    @cached_property
    def span(self) -> Span:
        return Span(self.tokens[0].span.start, self.tokens[-1].span.end)

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                below[token.head].append(token)
        return tuple(map(tuple, below))

    def children(self, token: Token) -> tuple[Token, ...]:
        """The direct dependents."""
        return self._children[token.index]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """What the NER model marked."""

    span: Span
    type: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its syntax and its names."""

    article: Article
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of text that stands for something.

    type: PER ORG GPE LOC FAC NORP EVENT LAW for names, POSITION TOPIC MISC SOURCE for phrases that only facts use.
    sense: for a capital or a seat of government, which of its two readings holds. parts: the mentions inside a
    phrase (Menlu Rusia holds Rusia). holder: for a POSITION, the span of the name of who holds it, if it stands beside.
    """

    document: str
    span: Span
    text: str
    type: str
    sense: Sense | None = None
    parts: tuple[Mention, ...] = ()
    holder: Span | None = None


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """value in units; qualifier: exact, about, at-most, at-least; text: as written."""

    value: float
    unit: str
    qualifier: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says.

    evidence: the characters that prove it. trigger: the word that names the relation. date: ISO 8601 at the text's own
    precision (2024, 2024-11, 2024-11-16). attribution: who said so. via: the medium it was lifted from. content: what was
    urged, alleged or said, as written.
    """

    document: str
    relation: str
    subject: Mention
    object: Mention
    evidence: Span
    trigger: Span
    rule: str
    modality: Modality = Modality.HAPPENED
    polarity: Polarity = Polarity.POSITIVE
    confidence: float = 1.0
    date: str | None = None
    place: Mention | None = None
    quantity: Quantity | None = None
    attribution: tuple[Mention, ...] = ()
    via: tuple[Mention, ...] = ()
    content: Span | None = None

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All that it speaks of."""
        return (self.subject, self.object, *((self.place,) if self.place else ()), *self.attribution, *self.via)


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing.

    id: a key of the registry, else a slug of the name. name: Indonesian. aliases: the other surface forms, sorted.
    mentions: sorted. part_of: ids of the entities that this one belongs to (a ministry's state, a city's state). capital_of: id of the
    state whose capital it is.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    english: str | None = None
    wikidata: str | None = None
    iso2: str | None = None
    iso3: str | None = None
    part_of: tuple[str, ...] = ()
    capital_of: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim whose mentions have become entities; subject, object, place, attribution and via are entity ids."""

    id: str
    claim: Claim
    subject: str
    object: str
    event: str
    place: str | None = None
    attribution: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    @property
    def asserted(self) -> bool:
        """May it be drawn as a plain edge?"""
        return self.claim.modality is Modality.HAPPENED and self.claim.polarity is Polarity.POSITIVE


@dataclass(frozen=True, slots=True)
class Fact:
    """All that is said of one subject, relation and object: ids of entities, and the statements in order."""

    subject: str
    relation: str
    object: str
    statements: tuple[Statement, ...]

    @property
    def asserted(self) -> bool:
        return any(s.asserted for s in self.statements)


@dataclass(frozen=True)
class Graph:
    """Everything that was read, sorted: equal input gives an equal graph.

    reasons: the rule that gave a mention its entity.
    """

    articles: Mapping[str, Article] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    reasons: Mapping[Mention, str] = field(default_factory=dict)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        groups: dict[tuple[str, str, str], list[Statement]] = {}
        for s in self.statements:
            groups.setdefault((s.subject, s.claim.relation, s.object), []).append(s)
        return tuple(Fact(*key, tuple(group)) for key, group in sorted(groups.items()))

    def find(self, relation: str | None = None, subject: str | None = None, object: str | None = None) -> Iterator[Fact]:
        """The facts with this relation, subject and object; entities go by id or by name."""
        def is_named(key: str, wanted: str | None) -> bool:
            return wanted is None or wanted in (key, self.entities[key].name)
        return (f for f in self.facts if relation in (None, f.relation) and is_named(f.subject, subject) and is_named(f.object, object))

    def quote(self, claim: Claim) -> str:
        """The characters of the article that prove a claim."""
        return claim.evidence.of(self.articles[claim.document].text)
