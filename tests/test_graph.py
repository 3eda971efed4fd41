"""Assembly: ids, merging, and that no order of the input shows."""

from __future__ import annotations

import random
from dataclasses import replace
from hashlib import sha1

import pytest

from kg import graph, ontology
from kg.errors import ArticleError, OntologyError
from kg.types import Article, Entity, Mention, Modality, Polarity, Span, Zone
from tests.factories import DENIAL, MEETING, build, claim, find, resolve, sample, sample_claims

TALK = Article("rapat", "Indonesia bertemu Malaysia. Malaysia bertemu Indonesia.")


def test_an_id_is_a_hash_of_what_is_said_and_where() -> None:
    made = build([TALK], [claim(TALK, "Malaysia", "met-with", "Indonesia", "Malaysia bertemu Indonesia")])
    key = sha1(b"malaysia|met-with|indonesia|28").hexdigest()[:10]
    assert [s.id for s in made.statements] == [f"rapat-{key}"]


def test_a_claim_keeps_its_own_order() -> None:
    made = build([TALK], [claim(TALK, "Malaysia", "met-with", "Indonesia", "Malaysia bertemu Indonesia")])
    assert (made.statements[0].subject, made.statements[0].object) == ("malaysia", "indonesia")


def test_the_order_of_the_input_does_not_matter() -> None:
    claims, articles = sample_claims(), [MEETING, DENIAL]
    random.Random(3).shuffle(claims)
    shuffled = build(articles[::-1], claims)
    assert shuffled == sample()
    assert list(shuffled.entities) == sorted(shuffled.entities)
    assert list(shuffled.articles) == ["berita-1", "berita-2"]


def test_statements_follow_the_texts() -> None:
    positions = [(s.claim.document, s.claim.evidence.start) for s in sample().statements]
    assert positions == sorted(positions)


def test_repeats_change_nothing() -> None:
    assert build([MEETING, DENIAL, MEETING], sample_claims() * 2) == sample()


def test_of_two_claims_from_one_place_the_surer_stays_with_both_speakers() -> None:
    sure = claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", confidence=0.9, attribution=["pejabat tanpa nama"])
    unsure = claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", confidence=0.4, attribution=["Budi Santoso"])
    (kept,) = build([MEETING], [unsure, sure]).statements
    assert kept.claim.confidence == 0.9
    assert kept.attribution == ("budi-santoso", "pejabat-tanpa-nama")


def test_speakers_of_the_contrary_are_not_mixed_in() -> None:
    said = claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", confidence=0.9, attribution=["pejabat tanpa nama"])
    denied = replace(said, polarity=Polarity.NEGATIVE, confidence=0.4, attribution=(find(MEETING, "Budi Santoso"),))
    (kept,) = build([MEETING], [denied, said]).statements
    assert kept.asserted
    assert kept.attribution == ("pejabat-tanpa-nama",)


def test_a_claim_about_one_thing_is_dropped() -> None:
    """Two names of one entity: what stood between them is no fact."""
    only = claim(TALK, "Indonesia", "met-with", "Malaysia")
    entities = {"indonesia": Entity("indonesia", "GPE", "Indonesia", mentions=(only.subject, only.object))}
    made = graph.assemble([TALK], [only], entities, {only.subject: "indonesia", only.object: "indonesia"}, ontology.load())
    assert made.statements == ()
    assert list(made.entities) == ["indonesia"]


def test_entities_stay_if_mentioned_or_used() -> None:
    only = claim(MEETING, "Budi Santoso", "hosted", "Siti Rahma", place="Istana Merdeka")
    entities, entity_of = resolve([only])
    entities["istana-merdeka"] = replace(entities["istana-merdeka"], mentions=())
    entities["disebut"] = Entity("disebut", "PER", "Disebut", mentions=(Mention("berita-1", Span(0, 4), "Budi", "PER"),))
    entities["terlupa"] = Entity("terlupa", "PER", "Terlupa")
    made = graph.assemble([MEETING], [only], entities, entity_of, ontology.load())
    assert list(made.entities) == ["budi-santoso", "disebut", "istana-merdeka", "siti-rahma"]


@pytest.mark.parametrize(
    ("relations", "dates", "same"),
    [
        (("met-with", "held-talks-with"), ("2031-05-01", "2031-05-01"), True),  # one root
        (("met-with", "hosted"), ("2031-05", "2031-05"), True),  # the root is symmetric, though hosted is not
        (("met-with", "met-with"), ("2031-05-01", "2031-05-02"), False),
        (("met-with", "met-with"), ("2031", "2031"), False),  # a year is too coarse to make two articles meet
        (("met-with", "met-with"), (None, None), False),
        (("met-with", "urged"), ("2031-05-01", "2031-05-01"), False),
        (("urged", "urged"), ("2031-05-01", "2031-05-01"), False),  # who urged whom is not the same both ways
    ],
)
def test_events_meet_across_articles(relations: tuple[str, str], dates: tuple[str | None, str | None], same: bool) -> None:
    other = replace(TALK, id="rapat-2")
    there = claim(TALK, "Indonesia", relations[0], "Malaysia", date=dates[0])
    back = claim(other, "Malaysia", relations[1], "Indonesia", date=dates[1])
    first, second = build([TALK, other], [there, back]).statements
    assert (first.event == second.event) is same
    assert first.event.startswith(ontology.load().root(relations[0]).name)


def test_only_what_happened_is_asserted() -> None:
    asserted = {(f.relation, f.asserted) for f in sample().facts}
    assert ("cooperated-militarily-with", False) in asserted
    assert ("sent-troops-to", True) in asserted
    planned = build([MEETING], [claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", modality=Modality.PLANNED)])
    assert not planned.facts[0].asserted


def test_two_texts_of_one_name_are_refused() -> None:
    with pytest.raises(ArticleError, match="rapat: two different articles"):
        build([TALK, replace(TALK, text="Lain.")], [])


def test_a_relation_outside_the_ontology_is_refused() -> None:
    with pytest.raises(OntologyError, match="danced-with"):
        build([TALK], [claim(TALK, "Indonesia", "danced-with", "Malaysia")])


def test_what_only_the_furniture_names_is_no_node() -> None:
    article = Article("berita", "Budi Santoso tiba. Editor: Siti Rahma", zones=(Zone(Span(19, 37), "boilerplate", False),))
    mentions = [find(article, name) for name in ("Budi Santoso", "Siti Rahma")]
    entities = {m.text: Entity(m.text, m.type, m.text, mentions=(m,)) for m in mentions}
    made = graph.assemble([article], [], entities, {m: m.text for m in mentions}, ontology.load())
    assert list(made.entities) == ["Budi Santoso"]
