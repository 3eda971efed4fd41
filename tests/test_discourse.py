"""What is carried from sentence to sentence: scenes, speakers, and phrases that stand for someone named before."""

from pathlib import Path

import pytest

from kg import claims, conllu, language, mentions, ontology
from kg.types import Claim

KEPT = Path(__file__).parent / "data" / "discourse" / "pelabuhan.conllu"


@pytest.fixture(scope="module")
def said() -> list[Claim]:
    spoken = language.load("id")
    document = conllu.loads(KEPT.read_text(encoding="utf-8"), "pelabuhan")
    return claims.extract(document, mentions.find(document, spoken), spoken, ontology.load())


def about(said: list[Claim], relation: str) -> list[tuple[str, str]]:
    return [(c.subject.text, c.object.text) for c in said if c.relation == relation]


def the(said: list[Claim], relation: str, object: str) -> Claim:
    return next(c for c in said if c.relation == relation and c.object.text == object)


def test_that_meeting_has_the_date_and_place_of_the_meeting(said: list[Claim]) -> None:
    thanks = the(said, "thanked", "Tonga")
    assert thanks.date == "2031-03-04"
    assert thanks.place is not None
    assert thanks.place.text == "Suva"


@pytest.mark.parametrize(("relation", "object"), [("urged", "Samoa"), ("praised", "Kiribati")])
def test_we_in_a_quotation_is_its_speaker_in_each_of_its_sentences(said: list[Claim], relation: str, object: str) -> None:
    claim = the(said, relation, object)
    assert claim.subject.text == "Rabuka"
    assert [m.text for m in claim.attribution] == ["Rabuka"]


def test_an_unnamed_official_stands_for_the_ministry(said: list[Claim]) -> None:
    claim = the(said, "met-with", "David Adeang")
    assert claim.subject.text == "Kementerian Perdagangan Australia"


def test_the_three_countries_are_the_three_last_named_together(said: list[Claim]) -> None:
    critics = [subject for subject, object in about(said, "criticized") if object == "Selandia Baru"]
    assert sorted(critics) == ["Kiribati", "Palau", "Tuvalu"]


def test_an_office_alone_is_the_person_who_was_named_with_it(said: list[Claim]) -> None:
    claim = the(said, "met-with", "Winston Peters")
    assert claim.subject.text == "Sitiveni Rabuka"
    assert claim.modality == "planned"


def test_a_cancelled_journey_is_a_plan_that_did_not_happen(said: list[Claim]) -> None:
    claim = the(said, "visited", "Honiara")
    assert (claim.subject.text, claim.modality, claim.polarity) == ("Sugiono", "planned", "negative")
