"""What the graph may say: entity types and relations, read from `ontology/kg.ttl`.

The Turtle file is the only source. A class with a `skos:notation` is an entity type, a property with a `kg:relationKind`
is a relation; adding one needs no Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kg.errors import OntologyError
from kg.types import Modality, Polarity

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

T = TypeVar("T")

# Every IRI that the program makes begins with this; nothing resolves there.
BASE = "https://example.org/kg/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": f"{BASE}ns#",
        "ent": f"{BASE}entity/",
        "claim": f"{BASE}claim/",
        "event": f"{BASE}event/",
        "doc": f"{BASE}doc/",
        "src": f"{BASE}source/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "dct": "http://purl.org/dc/terms/",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "wd": "http://www.wikidata.org/entity/",
        "dbo": "http://dbpedia.org/ontology/",
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """Something the ontology names. name: as rules and claims.jsonl write it; iri: its local name in the `kg:` namespace."""

    name: str
    iri: str
    label_id: str
    label_en: str


@dataclass(frozen=True, slots=True)
class EntityType(Term):
    """A kind of entity; its name is the short code (PER)."""


@dataclass(frozen=True, slots=True)
class Relation(Term):
    """What may hold between two entities.

    subjects, objects: codes of the types allowed on either side. peoples: of those that may be the object where only people of it are meant
    (warga Palestina). parent: the more general relation that follows from it. static: it holds over a time (head of) rather than takes
    place (met with). spoken: it is done by saying so (urged).
    """

    subjects: frozenset[str]
    objects: frozenset[str]
    symmetric: bool
    parent: str | None
    static: bool
    spoken: bool
    peoples: frozenset[str] = frozenset()

    def allows(self, subject: str, object: str) -> bool:
        """May entities of these types stand on its two sides?"""
        return subject in self.subjects and object in self.objects | self.peoples


@dataclass(frozen=True, slots=True)
class Ontology:
    """folder: where it was read. All mappings go by name, in the order of the names."""

    folder: Path
    types: Mapping[str, EntityType]
    relations: Mapping[str, Relation]
    modalities: Mapping[str, Term]
    polarities: Mapping[str, Term]

    def relation(self, name: str) -> Relation:
        """The relation of this name; raises OntologyError if there is none."""
        try:
            return self.relations[name]
        except KeyError:
            raise OntologyError(self.folder, f"no relation {name!r}", "add it to kg.ttl or mend its name") from None

    def ancestors(self, name: str) -> Iterator[Relation]:
        """The relations that follow from this one, nearest first."""
        parent = self.relation(name).parent
        while parent is not None:
            yield (relation := self.relation(parent))
            parent = relation.parent

    def root(self, name: str) -> Relation:
        """The topmost ancestor, or the relation itself."""
        return [self.relation(name), *self.ancestors(name)][-1]


def shipped() -> Path:
    """The folder of the ontology that comes with the program: in the package when installed, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    packed = here / "_ontology"
    return packed if packed.is_dir() else here.parent / "ontology"


def load(folder: Path | None = None) -> Ontology:
    """The ontology of a folder that holds kg.ttl, by default the shipped one; raises OntologyError if it lacks something."""
    return _load((folder or shipped()).resolve())


@cache
def _load(folder: Path) -> Ontology:
    source = _Source(folder)
    ontology = Ontology(
        folder,
        types=_frozen((n, EntityType(*source.term(n, node))) for n, node in source.notated("owl:Class")),
        relations=_frozen((n, source.relation(n, node)) for n, node in source.relations()),
        modalities=_frozen((n, Term(*source.term(n, node))) for n, node in source.notated("kg:Modality")),
        polarities=_frozen((n, Term(*source.term(n, node))) for n, node in source.notated("kg:Polarity")),
    )
    _check(ontology)
    return ontology


def _frozen(pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    return MappingProxyType(dict(pairs))


class _Source:
    """kg.ttl as triples, and the few ways in which we look at them."""

    def __init__(self, folder: Path) -> None:
        import rdflib

        self.path = folder / "kg.ttl"
        if not self.path.is_file():
            raise OntologyError(self.path, "there is no such file", "name a folder that holds kg.ttl")
        try:
            self.graph = rdflib.Graph().parse(self.path, format="turtle")
        except Exception as error:  # rdflib's parsers raise what they please
            raise OntologyError(self.path, f"not Turtle: {str(error).strip().splitlines()[0]}") from error

    def node(self, short: str) -> rdflib.URIRef:
        import rdflib

        prefix, _, name = short.partition(":")
        return rdflib.URIRef(PREFIXES[prefix] + name)

    def notated(self, of: str) -> list[tuple[str, Node]]:
        """The members of a class that have a notation, by their notation."""
        members = self.graph.subjects(self.node("rdf:type"), self.node(of))
        return sorted((str(name), m) for m in members for name in self.graph.objects(m, self.node("skos:notation")))

    def relations(self) -> list[tuple[str, Node]]:
        kind = self.node("kg:relationKind")
        return [(name, p) for name, p in self.notated("owl:ObjectProperty") if self.graph.value(p, kind) is not None]

    def values(self, node: Node, predicate: str) -> frozenset[str]:
        return frozenset(map(str, self.graph.objects(node, self.node(predicate))))

    def label(self, node: Node, language: str) -> str:
        labels = self.graph.objects(node, self.node("rdfs:label"))
        for label in labels:
            if getattr(label, "language", None) == language:
                return str(label)
        raise OntologyError(self.path, f"{self.local(node)} has no label @{language}", "add an rdfs:label")

    def local(self, node: Node) -> str:
        if not str(node).startswith(PREFIXES["kg"]):
            raise OntologyError(self.path, f"{node} is outside the namespace {PREFIXES['kg']}")
        return str(node).removeprefix(PREFIXES["kg"])

    def term(self, name: str, node: Node) -> tuple[str, str, str, str]:
        return name, self.local(node), self.label(node, "id"), self.label(node, "en")

    def relation(self, name: str, node: Node) -> Relation:
        return Relation(
            *self.term(name, node),
            subjects=self.values(node, "kg:subjectType"),
            objects=self.values(node, "kg:objectType"),
            symmetric=(node, self.node("rdf:type"), self.node("owl:SymmetricProperty")) in self.graph,
            parent=self.parent(node),
            static="static" in self.values(node, "kg:relationKind"),
            spoken="utterance" in self.values(node, "kg:relationKind"),
            peoples=self.values(node, "kg:peopleType"),
        )

    def parent(self, node: Node) -> str | None:
        above = self.graph.value(node, self.node("rdfs:subPropertyOf"))
        name = None if above is None else self.graph.value(above, self.node("skos:notation"))
        return None if name is None else str(name)


def _check(ontology: Ontology) -> None:
    """Raise OntologyError for what would only fail later, at a claim."""
    lacking = [f"{kind} {name}" for kind, names, wanted in _wanted(ontology) for name in sorted(wanted - names)]
    if lacking:
        raise OntologyError(ontology.folder, f"there is no {', no '.join(lacking)}", "see the shipped kg.ttl")
    for relation in ontology.relations.values():
        if not (relation.subjects and relation.objects):
            raise OntologyError(ontology.folder, f"{relation.name} has no types for its two sides", "add kg:subjectType and kg:objectType")
        _check_ancestry(ontology, relation)


def _wanted(ontology: Ontology) -> Iterator[tuple[str, set[str], set[str]]]:
    """Kinds of names: those there are, and those that are used."""
    relations = ontology.relations.values()
    yield "modality", set(ontology.modalities), set(Modality)
    yield "polarity", set(ontology.polarities), set(Polarity)
    yield "entity type", set(ontology.types), {code for r in relations for code in r.subjects | r.objects | r.peoples}
    yield "relation", set(ontology.relations), {r.parent for r in relations if r.parent is not None}


def _check_ancestry(ontology: Ontology, relation: Relation) -> None:
    seen = {relation.name}
    for above in ontology.ancestors(relation.name):
        if above.name in seen:
            raise OntologyError(ontology.folder, f"{relation.name} follows from itself", "mend rdfs:subPropertyOf")
        seen.add(above.name)
