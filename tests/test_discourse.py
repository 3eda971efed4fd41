"""What is carried from sentence to sentence: scenes, speakers, and phrases that stand for someone named before."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg import claims, conllu, language, mentions, ontology
from kg.types import Claim

KEPT = Path(__file__).parent / "data" / "discourse"


def read(name: str, published: str | None = None) -> list[Claim]:
    spoken = language.load("id")
    document = conllu.loads((KEPT / f"{name}.conllu").read_text(encoding="utf-8"), name)
    document = replace(document, article=replace(document.article, published=published))
    return claims.extract(document, mentions.find(document, spoken), spoken, ontology.load())


@pytest.fixture(scope="module")
def said() -> list[Claim]:
    return read("pelabuhan")


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


@pytest.fixture(scope="module")
def meant() -> list[Claim]:
    return read("teluk")


@pytest.mark.parametrize(
    ("relation", "object", "modality"),
    [("met-with", "David Adeang", "planned"), ("supported", "Samoa", "demanded"), ("supported", "PBB", "demanded")],
)
def test_a_verb_joined_to_another_is_as_real_as_that(meant: list[Claim], relation: str, object: str, modality: str) -> None:
    assert the(meant, relation, object).modality == modality


def test_who_is_asked_to_do_something_does_it(meant: list[Claim]) -> None:
    assert sorted(subject for subject, object in about(meant, "supported") if object == "PBB") == ["Samoa", "Tonga"]


def test_a_pronoun_is_whom_its_own_sentence_is_about(meant: list[Claim]) -> None:
    assert the(meant, "urged", "Tonga").subject.text == "Wiliame Katonivere"


def test_the_followers_of_somebody_are_not_he(meant: list[Claim]) -> None:
    assert [subject for subject, object in about(meant, "criticized") if object == "Kiribati"] == []


def test_two_offices_joined_have_two_holders(meant: list[Claim]) -> None:
    assert "Tommy Remengesau" not in [subject for subject, _ in about(meant, "head-of")]


def test_that_leader_is_who_was_named_as_such(meant: list[Claim]) -> None:
    assert [object for subject, object in about(meant, "met-with") if subject == "Sugiono"] == ["David Adeang"]


def test_two_states_without_a_demonstrative_are_nobody(meant: list[Claim]) -> None:
    assert about(meant, "rejected") == [("Vanuatu", "Solusi dua negara")]


@pytest.fixture(scope="module")
def lakes() -> list[Claim]:
    return read("danau")


def test_they_are_those_of_whom_the_sentence_before_speaks(lakes: list[Claim]) -> None:
    assert about(lakes, "urged") == [("Kenya", "Sudan"), ("Uganda", "Sudan"), ("Rwanda", "Sudan")]


def test_he_is_whom_the_sentence_before_is_about_and_not_the_last_one_named(lakes: list[Claim]) -> None:
    talks = the(lakes, "held-talks-with", "Burundi")
    assert (talks.subject.text, [m.text for m in talks.attribution]) == ("William Ruto", ["William Ruto"])
    assert the(lakes, "visited", "Kigali").subject.text == "William Ruto"


def test_who_utters_what_another_does_is_its_speaker(lakes: list[Claim]) -> None:
    support = the(lakes, "supported", "Somalia")
    assert (support.subject.text, [m.text for m in support.attribution]) == ("Kenya", ["Ruto"])


def test_the_occasion_has_the_date_before_it(lakes: list[Claim]) -> None:
    visit = the(lakes, "visited", "Juba")
    assert (visit.subject.text, visit.date) == ("Ruto", "2031-03-06")


@pytest.fixture(scope="module")
def straits() -> list[Claim]:
    return read("selat", published="2031-03-04")


def test_the_next_sentence_names_a_group(straits: list[Claim]) -> None:
    assert about(straits, "established-relations-with") == [(s, "Peru") for s in ("Chili", "Kolombia", "Ekuador", "Bolivia")]


def test_his_state_is_that_of_his_office(straits: list[Claim]) -> None:
    claim = the(straits, "recognized", "Palestina")
    assert (claim.subject.text, claim.modality, [m.text for m in claim.attribution]) == ("Chili", "planned", ["Gabriel Boric"])


def test_they_may_be_one_state(straits: list[Claim]) -> None:
    assert about(straits, "supported") == [("Brasil", "Palestina")]


def test_he_who_says_so_is_never_a_name_within_the_quotation(straits: list[Claim]) -> None:
    assert [m.text for m in the(straits, "provided-aid-to", "Haiti").attribution] == ["Gabriel Boric"]


def test_what_two_do_to_each_other_each_does(straits: list[Claim]) -> None:
    assert about(straits, "accused") == [("Gustavo Petro", "Dina Boluarte"), ("Dina Boluarte", "Gustavo Petro")]


def test_what_is_dated_ahead_is_a_plan(straits: list[Claim]) -> None:
    claim = the(straits, "met-with", "Petro")
    assert (claim.modality, claim.date) == ("planned", "2031-06-21")


def test_a_relative_clause_is_as_real_as_what_it_hangs_on(straits: list[Claim]) -> None:
    assert [(c.subject.text, c.modality) for c in straits if c.relation == "recognized" and c.object.text == "Haiti"] == [
        ("Kanada", "planned"),
        ("Meksiko", "planned"),
    ]


def test_what_is_only_possible_after_an_event_tells_of_none(straits: list[Claim]) -> None:
    assert about(straits, "held-talks-with") == []


def test_a_decision_is_a_plan_of_its_owner(straits: list[Claim]) -> None:
    assert the(straits, "criticized", "Venezuela").subject.text == "Argentina"
    claim = the(straits, "attacked", "Guyana")
    assert (claim.subject.text, claim.modality) == ("Venezuela", "planned")


def test_one_of_those_counted_is_named_behind_the_place(straits: list[Claim]) -> None:
    assert about(straits, "killed") == [("Venezuela", "Carla Mota")]


def test_a_question_says_nothing(straits: list[Claim]) -> None:
    assert "Suriname" not in [subject for subject, _ in about(straits, "met-with")]


def test_the_evidence_reaches_to_the_sentence_with_the_names(straits: list[Claim]) -> None:
    claim = the(straits, "established-relations-with", "Peru")
    assert claim.subject.span in claim.evidence


def test_what_is_done_by_saying_so_has_the_day_of_the_saying() -> None:
    claim = the(read("teluk"), "criticized", "Vanuatu")
    assert claim.date is None  # he is not told to have spoken on any day
    spoken = the(read("selat", published="2031-03-04"), "praised", "Panama")
    assert (spoken.subject.text, spoken.date) == ("Laura Chinchilla", "2031-03-03")


@pytest.fixture(scope="module")
def mountain() -> list[Claim]:
    return read("gunung", published="2031-03-06")


def test_who_spoke_on_one_day_said_all_on_it(mountain: list[Claim]) -> None:
    days = {c.subject.text: c.date for c in mountain if c.object.text == "Etiopia"}
    assert days == dict.fromkeys(("Irlandia", "Norwegia", "Slovenia"), "2031-03-05")


def test_what_one_says_of_himself_is_his_word(mountain: list[Claim]) -> None:
    assert [m.text for m in the(mountain, "met-with", "Badr Abdelatty").attribution] == ["Simon Harris"]


def test_a_reason_is_his_who_gives_it(mountain: list[Claim]) -> None:
    assert the(mountain, "praised", "Mesir").attribution == ()
    assert [m.text for m in the(mountain, "provided-aid-to", "Chad").attribution] == ["Harris"]


@pytest.mark.parametrize(("relation", "object", "value"), [("provided-aid-to", "Sudan", 20e6), ("imposed-tariff-on", "Uganda", 30)])
def test_a_number_behind_the_object_measures_it(mountain: list[Claim], relation: str, object: str, value: float) -> None:
    quantity = the(mountain, relation, object).quantity
    assert quantity is not None
    assert quantity.value == value


def test_a_passive_without_a_doer_has_the_only_one_told_of(mountain: list[Claim]) -> None:
    claim = the(mountain, "imposed-tariff-on", "Rwanda")
    assert claim.subject.text == "Kenya"
    assert claim.confidence < the(mountain, "imposed-tariff-on", "Uganda").confidence


def test_neither_of_two_alternatives_was_done(mountain: list[Claim]) -> None:
    assert the(mountain, "urged", "Eritrea").polarity == "negative"


def test_what_is_ahead_is_a_plan(mountain: list[Claim]) -> None:
    assert the(mountain, "met-with", "Emmanuel Macron").modality == "planned"


def test_the_next_sentence_says_which_states(mountain: list[Claim]) -> None:
    assert [s for s, o in about(mountain, "provided-aid-to") if o == "Haiti"] == ["Jepang", "Kanada", "Peru"]


def test_a_title_goes_on_over_its_commas(mountain: list[Claim]) -> None:
    assert ("Menteri Pemuda, Olahraga, dan Seni Fiji", "Fiji") in about(mountain, "position-of")
    assert about(mountain, "member-of") == [("Luke Rabuka", "Partai Aliansi Fiji")]
