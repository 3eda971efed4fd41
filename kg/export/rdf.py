"""The graph as RDF, in three layers.

1. Direct triples, for simple queries: only what some claim asserts, with its mirror image if the relation is symmetric and
   with all that follows from it. 2. Claims, each fact as one document states it, with modality, evidence and speaker.
3. Events, the nodes at which claims of several documents about one happening meet. Every node has an IRI.
In the quad formats the claims, evidence and direct triples of a document also form a graph of its own.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from kg.export import syntax
from kg.export.syntax import Dataset, Iri, Literal, Triple
from kg.ontology import PREFIXES, Ontology
from kg.types import Article, Entity, Graph, Quantity, Span, Statement

LANGUAGE = "id"


def turtle(graph: Graph, ontology: Ontology) -> str:
    return syntax.turtle(triples(graph, ontology))


def ntriples(graph: Graph, ontology: Ontology) -> str:
    return syntax.ntriples(triples(graph, ontology))


def jsonld(graph: Graph, ontology: Ontology) -> str:
    return syntax.jsonld(triples(graph, ontology))


def nquads(graph: Graph, ontology: Ontology) -> str:
    return syntax.nquads(dataset(graph, ontology))


def trig(graph: Graph, ontology: Ontology) -> str:
    return syntax.trig(dataset(graph, ontology))


def triples(graph: Graph, ontology: Ontology) -> frozenset[Triple]:
    """All three layers, with the entities and documents."""
    scribe = _Scribe(graph, ontology)
    return frozenset(scribe.shared()).union(*(scribe.said(s) for s in graph.statements))


def dataset(graph: Graph, ontology: Ontology) -> Dataset:
    """Entities, documents, events and direct triples in the default graph; what each document says in a graph of its name."""
    scribe = _Scribe(graph, ontology)
    named: dict[Iri, set[Triple]] = defaultdict(set)
    for statement in graph.statements:
        named[iri("doc", statement.claim.document)].update(scribe.said(statement), scribe.direct(statement))
    return Dataset(frozenset(scribe.shared()), {name: frozenset(group) for name, group in named.items()})


def iri(prefix: str, name: str) -> Iri:
    """The IRI of a name in one of our namespaces; what an IRI cannot hold is percent-encoded."""
    return Iri(PREFIXES[prefix] + quote(name, safe=""))


class _Scribe:
    """Knows the graph that it writes of, and turns its parts into triples."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self.graph, self.ontology = graph, ontology

    def shared(self) -> Iterator[Triple]:
        """What belongs to no single document."""
        for entity in self.graph.entities.values():
            yield from self.entity(entity)
        for article in self.graph.articles.values():
            yield from self.document(article)
        for statement in self.graph.statements:
            yield from self.direct(statement)
        yield from self.events()

    def node(self, key: str) -> Iri:
        """An entity's IRI. Unnamed speakers live apart: each belongs to one document and is never merged."""
        return iri("src" if self.graph.entities[key].type == "SOURCE" else "ent", key)

    def entity(self, entity: Entity) -> Iterator[Triple]:
        node = self.node(entity.id)
        yield node, _RDF_TYPE, iri("kg", self.ontology.types[entity.type].iri)
        yield node, _LABEL, Literal(entity.name, LANGUAGE)
        if entity.english:
            yield node, _LABEL, Literal(entity.english, "en")
        if entity.wikidata:
            yield node, _term("skos:exactMatch"), iri("wd", entity.wikidata)
        for code, value in (("iso2", entity.iso2), ("iso3", entity.iso3)):
            if value:
                yield node, iri("kg", code), Literal(value)
        for alias in entity.aliases:
            yield node, _term("skos:altLabel"), Literal(alias, LANGUAGE)
        for document in {mention.document for mention in entity.mentions}:
            yield node, _term("kg:mentionedIn"), iri("doc", document)
        # Known from the registry, not read in a text: hence not the relations part-of and capital-of, which only claims can give.
        for whole in entity.part_of:
            if whole in self.graph.entities:
                yield node, _term("dct:isPartOf"), self.node(whole)
        if entity.capital_of is not None and entity.capital_of in self.graph.entities:
            yield self.node(entity.capital_of), _term("dbo:capital"), node

    def document(self, article: Article) -> Iterator[Triple]:
        node = iri("doc", article.id)
        yield node, _RDF_TYPE, _term("kg:Document")
        yield node, _term("dct:identifier"), Literal(article.id)
        yield node, _term("dct:language"), Literal(LANGUAGE)
        if article.title:
            yield node, _term("dct:title"), Literal(article.title, LANGUAGE)
        if article.publisher:
            yield node, _term("dct:publisher"), Literal(article.publisher)
        if article.published:
            yield node, _term("dct:issued"), _date(article.published[:10])
        if article.url:
            yield node, _term("dct:source"), Literal(article.url, datatype=_term("xsd:anyURI"))

    def direct(self, statement: Statement) -> Iterator[Triple]:
        """The plain triples that a claim gives: none unless it asserts something."""
        if not statement.asserted:
            return
        subject, object = self.node(statement.subject), self.node(statement.object)
        name = statement.claim.relation
        for relation in (self.ontology.relation(name), *self.ontology.ancestors(name)):
            yield subject, iri("kg", relation.iri), object
            if relation.symmetric:
                yield object, iri("kg", relation.iri), subject

    def said(self, statement: Statement) -> Iterator[Triple]:
        """A claim, with its evidence."""
        claim, article = statement.claim, self.graph.articles[statement.claim.document]
        node, span = iri("claim", statement.id), self.span(article, claim.evidence)
        yield node, _RDF_TYPE, _term("kg:Claim")
        yield node, _LABEL, Literal(self.label(statement), LANGUAGE)
        yield node, _term("rdf:subject"), self.node(statement.subject)
        yield node, _term("rdf:predicate"), iri("kg", self.ontology.relation(claim.relation).iri)
        yield node, _term("rdf:object"), self.node(statement.object)
        yield node, _term("kg:modality"), iri("kg", self.ontology.modalities[claim.modality].iri)
        yield node, _term("kg:polarity"), iri("kg", self.ontology.polarities[claim.polarity].iri)
        yield node, _term("kg:confidence"), _decimal(claim.confidence)
        yield node, _term("kg:inDocument"), iri("doc", article.id)
        yield node, _term("kg:evidence"), span
        yield node, _term("kg:reports"), iri("event", statement.event)
        yield node, _term("kg:trigger"), Literal(claim.trigger.of(article.text), LANGUAGE)
        yield node, _term("kg:rule"), Literal(claim.rule)
        yield from self.details(statement, node, article)
        yield from self.evidence(claim.evidence, span, article)

    def details(self, statement: Statement, node: Iri, article: Article) -> Iterator[Triple]:
        """What a claim may have or lack."""
        claim = statement.claim
        if claim.date:
            yield from _dates(node, claim.date)
        if claim.quantity:
            yield from _quantity(node, claim.quantity)
        if claim.content:
            yield node, _term("kg:content"), Literal(claim.content.of(article.text), LANGUAGE)
        if statement.place:
            yield node, _term("kg:place"), self.node(statement.place)
        for key in statement.attribution:
            yield node, _term("kg:attributedTo"), self.node(key)
        for key in statement.via:
            yield node, _term("kg:reportedVia"), self.node(key)

    def evidence(self, span: Span, node: Iri, article: Article) -> Iterator[Triple]:
        index = _term("xsd:nonNegativeInteger")
        yield node, _RDF_TYPE, _term("kg:Evidence")
        yield node, _term("nif:beginIndex"), Literal(str(span.start), datatype=index)
        yield node, _term("nif:endIndex"), Literal(str(span.end), datatype=index)
        yield node, _term("nif:anchorOf"), Literal(span.of(article.text), LANGUAGE)
        yield node, _term("nif:referenceContext"), iri("doc", article.id)

    def span(self, article: Article, span: Span) -> Iri:
        return Iri(f"{iri('doc', article.id)}#char={span.start},{span.end}")

    def label(self, statement: Statement) -> str:
        names = self.graph.entities
        verb = self.ontology.relation(statement.claim.relation).label_id
        return f"{names[statement.subject].name} — {verb} — {names[statement.object].name}"

    def events(self) -> Iterator[Triple]:
        groups: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.graph.statements:
            groups[statement.event].append(statement)
        for key, statements in groups.items():
            yield from self.event(iri("event", key), statements)

    def event(self, node: Iri, statements: list[Statement]) -> Iterator[Triple]:
        yield node, _RDF_TYPE, _term("kg:Event")
        yield node, _LABEL, Literal(min(map(self.label, statements)), LANGUAGE)
        yield node, _term("kg:status"), Literal("asserted" if any(s.asserted for s in statements) else "non-factual")
        for statement in statements:
            for key in (statement.subject, statement.object):
                yield node, _term("kg:participant"), self.node(key)
            if statement.place:
                yield node, _term("kg:place"), self.node(statement.place)


def _term(short: str) -> Iri:
    prefix, _, name = short.partition(":")
    return Iri(PREFIXES[prefix] + name)


_RDF_TYPE, _LABEL = _term("rdf:type"), _term("rdfs:label")


def _decimal(number: float) -> Literal:
    digits = f"{number:.3f}".rstrip("0")
    return Literal(digits + "0" if digits.endswith(".") else digits, datatype=_term("xsd:decimal"))


def _date(text: str) -> Literal:
    """An ISO date with the datatype of its precision."""
    kind = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[len(text)]
    return Literal(text, datatype=_term(kind))


def _dates(node: Iri, text: str) -> Iterable[Triple]:
    """The date as written, and its bounds: SPARQL cannot compare a month with a day, but it can compare bounds."""
    first, last = _bounds(text)
    yield node, _term("kg:date"), _date(text)
    yield node, _term("kg:dateEarliest"), _date(first)
    yield node, _term("kg:dateLatest"), _date(last)


def _bounds(text: str) -> tuple[str, str]:
    match text.split("-"):
        case [year]:
            return f"{year}-01-01", f"{year}-12-31"
        case [year, month]:
            return f"{text}-01", f"{text}-{monthrange(int(year), int(month))[1]}"
        case _:
            return text, text


def _quantity(node: Iri, quantity: Quantity) -> Iterable[Triple]:
    whole = float(quantity.value).is_integer()
    number = Literal(str(int(quantity.value)), datatype=_term("xsd:integer")) if whole else _decimal(quantity.value)
    yield node, _term("kg:quantity"), number
    yield node, _term("kg:quantityUnit"), Literal(quantity.unit, LANGUAGE)
    yield node, _term("kg:quantityText"), Literal(quantity.text, LANGUAGE)
    yield node, _term("kg:quantityQualifier"), Literal(quantity.qualifier)
