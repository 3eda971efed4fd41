from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import built, check, export, ontology
from kg.rules import Example, Form, Rule

from . import factories


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound built folder."""
    graph = factories.sample()
    (tmp_path / "documents").mkdir()
    for article in graph.articles.values():
        (tmp_path / "documents" / f"{article.id}.txt").write_text(article.text, encoding="utf-8", newline="")
    for name in ("entities.jsonl", "claims.jsonl", "graph.nt"):
        (tmp_path / name).write_text(str(export.FORMATS[name](graph, ontology.load())), encoding="utf-8")
    return tmp_path


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in check.run(check.Checked(ontology.load(), built=built.load(folder)))]


def change(path: Path, alter: Callable[[dict[str, Any]], None]) -> None:
    """Alter the first row of a file of JSON Lines."""
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    row = json.loads(first)
    alter(row)
    path.write_text("\n".join([json.dumps(row), *rest]) + "\n", encoding="utf-8")


def test_a_sound_graph_passes(folder: Path) -> None:
    assert codes(folder) == []


def test_evidence_must_stand_where_it_says(folder: Path) -> None:
    change(folder / "claims.jsonl", lambda row: row["evidence"].update(start=1))
    assert codes(folder) == ["E101"]


def test_evidence_needs_its_document(folder: Path) -> None:
    (folder / "documents" / "berita-1.txt").unlink()
    assert set(codes(folder)) == {"E101"}


def test_relations_come_from_the_ontology(folder: Path) -> None:
    change(folder / "claims.jsonl", lambda row: row.update(relation="danced-with"))
    assert "E102" in codes(folder)


def test_types_are_those_of_the_ontology(folder: Path) -> None:
    place = "istana-merdeka"  # nobody is hosted by a building
    change(folder / "claims.jsonl", lambda row: row["subject"].update(id=place))
    assert "E103" in codes(folder)


def test_a_planned_fact_must_not_be_drawn(folder: Path) -> None:
    change(folder / "claims.jsonl", lambda row: row.update(modality="planned"))
    found = [str(f) for f in check.run(check.Checked(ontology.load(), built=built.load(folder)))]
    assert found == ["E104 A direct triple without a claim that it happened: budi-santoso hosted siti-rahma"]


def test_a_triple_that_nobody_claims(folder: Path) -> None:
    base = ontology.BASE
    with (folder / "graph.nt").open("a", encoding="utf-8") as file:
        file.write(f"<{base}entity/malaysia> <{base}ns#visited> <{base}entity/jakarta> .\n")
    assert codes(folder) == ["E104"]


def test_an_entity_without_mention(folder: Path) -> None:
    change(folder / "entities.jsonl", lambda row: row.update(mentions=[]))
    assert codes(folder) == ["W201"]


def rule(relation: str) -> Rule:
    return Rule(f"{relation}/verb", relation, (Form(("bertemu",), "active"),), ("subject",), ("object",))


FOUND, NOT_FOUND = Example("Ani bertemu Budi.", ({"subject": "Ani", "object": "Budi"},)), Example("Ani pulang.", ())


@pytest.mark.parametrize(
    ("examples", "wrong"),
    [
        ((), True),
        ((FOUND,), True),  # a rule that matched everything would pass
        ((NOT_FOUND,), True),
        ((FOUND, NOT_FOUND), False),
    ],
)
def test_rules_need_both_kinds_of_example(examples: tuple[Example, ...], wrong: bool) -> None:
    found = check.run(check.Checked(ontology.load(), (rule("met-with"),), {"met-with": examples}))
    assert [f.where for f in found if f.code == "E105"] == ["met-with"] * wrong


def test_rules_and_ontology_name_the_same_relations() -> None:
    found = check.run(check.Checked(ontology.load(), (rule("danced-with"),), {"danced-with": (FOUND, NOT_FOUND)}))
    assert [f.where for f in found if f.is_error] == ["danced-with/verb"]
    assert "met-with" in [f.where for f in found if f.code == "W202"]


@pytest.mark.parametrize("code", check.CHECKS)
def test_every_check_has_a_message(code: str) -> None:
    assert code[0] in "EW"
    assert (check.CHECKS[code].__doc__ or "").endswith(".")
