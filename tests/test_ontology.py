"""The shipped ontology, and what is said when one lacks something."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg import ontology
from kg.errors import OntologyError

CODES = {"PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "POSITION", "TOPIC", "MISC", "SOURCE"}


def test_types_are_known_by_their_codes() -> None:
    types = ontology.load().types
    assert set(types) == CODES
    assert (types["GPE"].iri, types["PER"].label_id, types["PER"].label_en) == ("GeopoliticalEntity", "Orang", "Person")


def test_a_relation_says_what_it_joins() -> None:
    visited = ontology.load().relations["visited"]
    assert (visited.iri, visited.label_id, visited.label_en) == ("visited", "mengunjungi", "visited")
    assert visited.allows("PER", "LOC")
    assert not visited.allows("LOC", "PER")


@pytest.mark.parametrize(
    ("name", "symmetric", "parent", "static"),
    [
        ("met-with", True, None, False),
        ("held-talks-with", True, "met-with", False),
        ("hosted", False, "met-with", False),
        ("capital-of", False, "located-in", True),
        ("sent-troops-to", False, None, False),
    ],
)
def test_traits(name: str, symmetric: bool, parent: str | None, static: bool) -> None:
    relation = ontology.load().relations[name]
    assert (relation.symmetric, relation.parent, relation.static) == (symmetric, parent, static)


def test_ancestors_end_at_the_root() -> None:
    loaded = ontology.load()
    assert [above.name for above in loaded.ancestors("hosted")] == ["met-with"]
    assert loaded.root("hosted").name == "met-with"
    assert loaded.root("urged").name == "urged"


def test_a_sub_relation_joins_no_more_than_its_parent() -> None:
    """Otherwise a written-out super-relation would break its own shape."""
    loaded = ontology.load()
    for relation in loaded.relations.values():
        for above in loaded.ancestors(relation.name):
            assert relation.subjects <= above.subjects
            assert relation.objects <= above.objects


def test_a_symmetric_relation_takes_the_same_on_both_sides() -> None:
    assert all(r.subjects == r.objects for r in ontology.load().relations.values() if r.symmetric)


def test_the_shapes_know_every_relation_and_class() -> None:
    loaded, shapes = ontology.load(), (ontology.shipped() / "shapes.ttl").read_text(encoding="utf-8")
    for relation in loaded.relations.values():
        assert len(re.findall(rf"kg:{relation.iri}\b", shapes)) == 4, relation.name  # two closed lists, domain, range
    for type in loaded.types.values():
        assert type.name == "SOURCE" or re.search(rf"kg:{type.iri}\b", shapes), type.name


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"visited"@en', '"visited"@fr', "visited has no label @en"),
        ('kg:objectType "EVENT" ;', "", "participated-in has no types"),
        ('skos:notation "TOPIC" ;', "", "no entity type TOPIC"),
        ('skos:notation "planned" ;', "", "no modality planned"),
        ("kg:metWith a owl:ObjectProperty", "kg:metWith a owl:ObjectProperty oops", "not Turtle"),
        ('skos:notation "met-with" ;', 'skos:notation "met-with" ; rdfs:subPropertyOf kg:hosted ;', "follows from itself"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = (ontology.shipped() / "kg.ttl").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "kg.ttl").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=what):
        ontology.load(tmp_path)


def test_a_new_relation_needs_no_python(tmp_path: Path) -> None:
    shutil.copy(ontology.shipped() / "kg.ttl", tmp_path)
    with (tmp_path / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write(
            'kg:wrote a owl:ObjectProperty ; skos:notation "wrote" ; rdfs:label "menulis"@id , "wrote"@en ; '
            'kg:subjectType "PER" ; kg:objectType "MISC" ; kg:relationKind "event" .'
        )
    assert ontology.load(tmp_path).relations["wrote"].allows("PER", "MISC")


def test_a_folder_without_ontology(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no such file"):
        ontology.load(tmp_path)


def test_an_unknown_relation() -> None:
    with pytest.raises(OntologyError, match="no relation 'danced-with'"):
        ontology.load().relation("danced-with")
