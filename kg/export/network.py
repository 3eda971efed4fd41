"""The graph as a network of things and links, for programs that draw or count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ontology import Ontology, Relation
from kg.types import Fact, Graph, Modality, Polarity, Statement

if TYPE_CHECKING:
    import networkx

ASSERTED = "asserted"

# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Link:
    """What is drawn as one line: a fact, or a symmetric fact with its mirror image."""

    source: str
    target: str
    relation: Relation
    statements: tuple[Statement, ...]

    @property
    def status(self) -> str:
        """asserted, else negative if all statements deny it, else the modality that comes nearest to a fact."""
        if any(s.asserted for s in self.statements):
            return ASSERTED
        open_ = [s.claim.modality for s in self.statements if s.claim.polarity is Polarity.POSITIVE]
        return str(min(open_, key=list(Modality).index)) if open_ else str(Polarity.NEGATIVE)

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({s.claim.document for s in self.statements}))

    @property
    def confidence(self) -> float:
        return max(s.claim.confidence for s in self.statements)


def links(graph: Graph, ontology: Ontology) -> tuple[Link, ...]:
    """Every fact once, symmetric ones from the end whose id sorts first; sorted by source, target and relation."""
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in graph.facts:
        ends = (fact.subject, fact.object)
        source, target = sorted(ends) if ontology.relation(fact.relation).symmetric else ends
        groups.setdefault((source, target, fact.relation), []).append(fact)
    return tuple(Link(*key[:2], ontology.relation(key[2]), _statements(facts)) for key, facts in sorted(groups.items()))


def stance(statement: Statement, ontology: Ontology) -> str:
    """How a claim stands to its content, in words: its modality, its polarity if that is negative, or both."""
    claim = statement.claim
    modality, polarity = ontology.modalities[claim.modality].label_id, ontology.polarities[claim.polarity].label_id
    if claim.polarity is Polarity.POSITIVE:
        return modality
    return polarity if claim.modality is Modality.HAPPENED else f"{modality}, {polarity}"


def _statements(facts: list[Fact]) -> tuple[Statement, ...]:
    """In the order of the texts."""
    return tuple(sorted((s for f in facts for s in f.statements), key=lambda s: (s.claim.document, s.claim.evidence, s.id)))


def build(graph: Graph, ontology: Ontology) -> networkx.MultiDiGraph[str]:
    """A networkx graph: entities by id, links keyed by relation; all attributes are plain text, numbers or truth values."""
    import networkx

    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for key, attributes in _nodes(graph, ontology):
        network.add_node(key, **attributes)
    for link in links(graph, ontology):
        network.add_edge(link.source, link.target, key=link.relation.name, **_edge(link, graph))
    return network


def _nodes(graph: Graph, ontology: Ontology) -> Iterator[tuple[str, dict[str, str | int]]]:
    for entity in graph.entities.values():
        yield entity.id, {
            "label": _plain(entity.name),
            "kind": entity.type,
            "kind_label": ontology.types[entity.type].label_id,
            "english": _plain(entity.english or ""),
            "wikidata": entity.wikidata or "",
            "aliases": _plain(" | ".join(entity.aliases)),
            "mentions": len(entity.mentions),
            "documents": len({m.document for m in entity.mentions}),
        }


def _edge(link: Link, graph: Graph) -> dict[str, str | int | float | bool]:
    return {
        "label": link.relation.label_id,
        "relation": link.relation.name,
        "status": link.status,
        "symmetric": link.relation.symmetric,
        "weight": len(link.documents),
        "documents": " | ".join(link.documents),
        "confidence": round(link.confidence, 3),
        "dates": " | ".join(sorted({s.claim.date for s in link.statements if s.claim.date})),
        "evidence": _plain(" | ".join(dict.fromkeys(graph.quote(s.claim) for s in link.statements))),
    }


def _plain(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
