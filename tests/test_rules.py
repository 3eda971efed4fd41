"""Every example of every relation, on its kept parse: what it finds, and that a counter-example finds nothing."""

from collections.abc import Iterator, Mapping

import pytest

from kg import claims, conllu, language, mentions, ontology
from kg.rules import Example
from kg.types import Claim
from tests.keep_parses import FOLDER, key

SPOKEN = language.load("id")
WORLD = ontology.load()
DEFAULTS = {"modality": "happened", "polarity": "positive"}


def cases() -> Iterator[object]:
    for relation, examples in SPOKEN.examples.items():
        for i, example in enumerate(examples):
            yield pytest.param(relation, example, key(relation, i), id=f"{relation}: {example.text[:70]}")


def kept(relation: str) -> Mapping[str, str]:
    blocks = (FOLDER / f"{relation}.conllu").read_text(encoding="utf-8").split("# newdoc id = ")[1:]
    return {block.split("\n", 1)[0]: block.split("\n", 1)[1] for block in blocks}


def found(relation: str, name: str) -> list[Claim]:
    document = conllu.loads(kept(relation)[name], name)
    return [c for c in claims.extract(document, mentions.find(document, SPOKEN), SPOKEN, WORLD) if c.relation == relation]


def said(claim: Claim, field: str) -> str:
    value = getattr(claim, field)
    if field == "quantity":
        return "" if value is None else str(value.text)
    if field == "attribution":
        return "; ".join(m.text for m in value)
    return str(getattr(value, "text", value))


@pytest.mark.parametrize(("relation", "example", "name"), list(cases()))
def test_example(relation: str, example: Example, name: str) -> None:
    wanted = [DEFAULTS | {k: str(v) for k, v in row.items()} for row in example.finds]
    symmetric = WORLD.relations[relation].symmetric
    got = found(relation, name)

    def is_met(row: Mapping[str, str]) -> bool:
        turned = row | {"subject": row["object"], "object": row["subject"]} if symmetric else row
        return any(all(said(c, f).casefold() == v.casefold() for f, v in r.items()) for c in got for r in (row, turned))

    assert [row for row in wanted if not is_met(row)] == [], [
        f"{c.subject.text} -> {c.object.text} ({c.modality}, {c.polarity})" for c in got
    ]
    if not wanted:
        assert [f"{c.subject.text} -> {c.object.text}" for c in got] == []
