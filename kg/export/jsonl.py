"""Entities and claims as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg.ontology import Ontology
from kg.types import Entity, Graph, Mention, Quantity, Statement


def entities(graph: Graph, ontology: Ontology) -> str:
    """One entity a line, sorted by id."""
    return _lines(_entity(entity, graph) for entity in graph.entities.values())


def claims(graph: Graph, ontology: Ontology) -> str:
    """One claim a line, sorted by document and position."""
    return _lines(_claim(statement, graph) for statement in graph.statements)


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _entity(entity: Entity, graph: Graph) -> dict[str, Any]:
    known = {
        "english": entity.english,
        "wikidata": entity.wikidata,
        "iso2": entity.iso2,
        "iso3": entity.iso3,
        "part_of": list(entity.part_of) or None,
    }
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "mentions": [_mention(m, graph.reasons.get(m)) for m in sorted(entity.mentions, key=lambda m: (m.document, m.span, m.type))],
    } | {key: value for key, value in known.items() if value is not None}


def _mention(mention: Mention, reason: str | None) -> dict[str, Any]:
    span = mention.span
    row = {"document": mention.document, "start": span.start, "end": span.end, "text": mention.text, "type": mention.type}
    return row | ({"rule": reason} if reason else {})


def _claim(statement: Statement, graph: Graph) -> dict[str, Any]:
    claim, text = statement.claim, graph.articles[statement.claim.document].text
    return {
        "id": statement.id,
        "document": claim.document,
        "subject": _reference(statement.subject, graph),
        "relation": claim.relation,
        "object": _reference(statement.object, graph),
        "modality": claim.modality,
        "polarity": claim.polarity,
        "date": claim.date,
        "place": None if statement.place is None else _reference(statement.place, graph),
        "quantity": None if claim.quantity is None else _quantity(claim.quantity),
        "attribution": [_reference(key, graph) for key in statement.attribution],
        "confidence": round(claim.confidence, 3),
        "rule": claim.rule,
        "event": statement.event,
        "evidence": {"start": claim.evidence.start, "end": claim.evidence.end, "text": graph.quote(claim)},
        "trigger": {"start": claim.trigger.start, "end": claim.trigger.end, "text": claim.trigger.of(text)},
        "via": [_reference(key, graph) for key in statement.via],
        "content": None if claim.content is None else claim.content.of(text),
    }


def _reference(key: str, graph: Graph) -> dict[str, str]:
    return {"id": key, "name": graph.entities[key].name}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    value = int(quantity.value) if float(quantity.value).is_integer() else quantity.value
    return {"value": value, "unit": quantity.unit, "qualifier": quantity.qualifier, "text": quantity.text}
