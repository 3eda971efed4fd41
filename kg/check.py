"""Coded checks of the rules, the ontology and a built folder.

A check is a function that yields the places where something is amiss; its docstring is the message. E stands for what is wrong, W for
what may be meant so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from kg.built import Built, Row
from kg.ontology import Ontology, Relation
from kg.rules import Example, Rule
from kg.types import Modality, Polarity

_NODE = r"<[^>]*/(?:entity|source)/([^>/]*)>"
_TRIPLE = re.compile(rf"{_NODE} <[^>]*/ns#(\w+)> {_NODE} \.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is looked at.

    beside: relations that names state without a rule. built: None if nothing has been built yet; checks of a built folder then find
    nothing.
    """

    ontology: Ontology
    rules: tuple[Rule, ...] = ()
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    built: Built | None = None
    beside: frozenset[str] = frozenset()

    @property
    def claims(self) -> tuple[Row, ...]:
        return () if self.built is None else self.built.claims

    @property
    def entities(self) -> Mapping[str, Row]:
        return {} if self.built is None else self.built.entities


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss. code: E or W and a number; where: the claim, entity, rule or triple."""

    code: str
    where: str
    message: str

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")

    def __str__(self) -> str:
        return f"{self.code} {self.message.rstrip('.')}: {self.where}"


Check = Callable[[Checked], Iterable[str]]


def evidence_differs(checked: Checked) -> Iterator[str]:
    """The evidence is not what stands at its offsets in the article."""
    for row in checked.claims:
        evidence, text = row["evidence"], checked.built.text(row["document"]) if checked.built else None
        if text is None or text[evidence["start"] : evidence["end"]] != evidence["text"]:
            yield row["id"]


def relation_unknown(checked: Checked) -> Iterator[str]:
    """The ontology has no such relation."""
    return (f"{row['id']} {row['relation']}" for row in checked.claims if row["relation"] not in checked.ontology.relations)


def types_not_allowed(checked: Checked) -> Iterator[str]:
    """The ontology does not allow these types on the two sides of the relation."""
    for row in checked.claims:
        relation = checked.ontology.relations.get(row["relation"])
        sides = [checked.entities.get(row[side]["id"], {}).get("type", "nothing") for side in ("subject", "object")]
        if relation is not None and not relation.allows(*sides):
            yield f"{row['id']} {sides[0]} {relation.name} {sides[1]}"


def triple_unbacked(checked: Checked) -> Iterator[str]:
    """A direct triple without a claim that it happened."""
    backed = {triple for row in checked.claims if _is_asserted(row) for triple in _entailed(row, checked.ontology)}
    by_iri = {relation.iri for relation in checked.ontology.relations.values()}
    drawn = [] if checked.built is None else _triples(checked.built)
    return (" ".join(triple) for triple in drawn if triple[1] in by_iri and triple not in backed)


def examples_missing(checked: Checked) -> Iterator[str]:
    """A relation's rules need a sentence that they find and one in which they find nothing."""
    for relation in sorted({rule.relation for rule in checked.rules}):
        found = [bool(example.finds) for example in checked.examples.get(relation, ())]
        if not (any(found) and not all(found)):
            yield relation


def rule_unknown(checked: Checked) -> Iterator[str]:
    """A rule for a relation that the ontology lacks."""
    return (rule.name for rule in checked.rules if rule.relation not in checked.ontology.relations)


def entity_unmentioned(checked: Checked) -> Iterator[str]:
    """An entity that no article mentions."""
    return (key for key, row in checked.entities.items() if not row["mentions"])


def relation_without_rule(checked: Checked) -> Iterator[str]:
    """A relation that no rule can find."""
    known = {rule.relation for rule in checked.rules} | checked.beside
    return (name for name in checked.ontology.relations if checked.rules and name not in known)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "E101": evidence_differs,
        "E102": relation_unknown,
        "E103": types_not_allowed,
        "E104": triple_unbacked,
        "E105": examples_missing,
        "E106": rule_unknown,
        "W201": entity_unmentioned,
        "W202": relation_without_rule,
    }
)


def run(checked: Checked) -> list[Finding]:
    """What all checks find, by code and in the order of the files."""
    return [Finding(code, where, check.__doc__ or "") for code, check in CHECKS.items() for where in check(checked)]


def _is_asserted(row: Row) -> bool:
    return bool(row["modality"] == Modality.HAPPENED and row["polarity"] == Polarity.POSITIVE)


def _entailed(row: Row, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """The triples that a claim may be drawn as: its relation and those that follow from it, both ways where symmetric."""
    if row["relation"] not in ontology.relations:
        return
    relation, subject, object = ontology.relations[row["relation"]], row["subject"]["id"], row["object"]["id"]
    for implied in (relation, *ontology.ancestors(relation.name)):
        yield from _both_ways(implied, subject, object)


def _both_ways(relation: Relation, subject: str, object: str) -> Iterator[tuple[str, str, str]]:
    yield subject, relation.iri, object
    if relation.symmetric:
        yield object, relation.iri, subject


def _triples(built: Built) -> Iterator[tuple[str, str, str]]:
    """The triples of graph.nt that join two entities."""
    path = built.folder / "graph.nt"
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if match := _TRIPLE.fullmatch(line.rstrip("\n")):
                    yield unquote(match[1]), match[2], unquote(match[3])
