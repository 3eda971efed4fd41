"""Titles in sentences that break off anywhere: no parse is too odd to be read."""

import pytest

from kg import language, mentions, titles
from kg.types import Article, Document, Mention, Name, Sentence, Span, Token

WORDS = language.load("id").titles


def found(text: str, state: str | None = None) -> list[str]:
    tokens, at = [], 0
    for i, word in enumerate(text.split()):
        tokens.append(Token(i, Span(at, at + len(word)), word, word, "PROPN", "", -1, "dep"))
        at += len(word) + 1
    named = [Mention("d", Span(text.index(state), text.index(state) + len(state)), state, "GPE")] if state else []
    return [m.text for m in titles.find(Sentence(tuple(tokens)), named, WORDS, text)]


@pytest.mark.parametrize("rest", [",", ", Seni ,", ", dan", ", Seni , dan", ", Seni , dan Olahraga"])
def test_a_title_that_breaks_off_at_a_comma_ends_before_it(rest: str) -> None:
    assert found(f"Menteri Riset {rest}") == ["Menteri Riset"]


def test_a_title_over_commas_ends_at_its_state() -> None:
    assert found("Menteri Riset , Seni , dan Olahraga Fiji hadir", "Fiji") == ["Menteri Riset , Seni , dan Olahraga Fiji"]


def held(text: str, **names: str) -> list[tuple[str, str | None]]:
    """The titles of a text, each with its holder; names: their types, by how they are written with _ for a blank."""
    tokens, at = [], 0
    for i, word in enumerate(text.split()):
        upos = "NOUN" if word.islower() else "PROPN"
        tokens.append(Token(i, Span(at, at + len(word)), word, word, upos, "", -1, "dep"))
        at += len(word) + 1
    spans = {name.replace("_", " "): kind for name, kind in names.items()}
    named = [Mention("d", Span(text.index(n), text.index(n) + len(n)), n, kind) for n, kind in spans.items()]
    found = titles.find(Sentence(tuple(tokens)), named, WORDS, text)
    return [(m.text, m.holder.of(text) if m.holder else None) for m in found]


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("Presiden kelima RI , Ana Rai , hadir", {"RI": "GPE", "Ana_Rai": "PER"}, [("Presiden kelima RI", "Ana Rai")]),
        ("Presiden terpilih 2024-2029 Ana Rai", {"Ana_Rai": "PER"}, [("Presiden terpilih", "Ana Rai")]),
        ("Danrem 051 Ana Rai", {"Ana_Rai": "PER"}, [("Danrem", "Ana Rai")]),
        ("Menlu ( Ana Rai ) tiba", {"Ana_Rai": "PER"}, [("Menlu", "Ana Rai")]),
        ("Ana Rai , utusan khusus Budi , hadir", {"Budi": "PER", "Ana_Rai": "PER"}, [("utusan khusus Budi", "Ana Rai")]),
        ("utusan Budi , yakni Ana Rai", {"Budi": "PER", "Ana_Rai": "PER"}, [("utusan", "Ana Rai")]),
        ("Ana Rai , CEO lembaga amal Sadaka ,", {"Ana_Rai": "PER", "Sadaka": "ORG"}, [("CEO lembaga amal Sadaka", "Ana Rai")]),
        (
            "Wakil Tetap Fiji untuk Tonga , Ana Rai ,",
            {"Fiji": "GPE", "Tonga": "GPE", "Ana_Rai": "PER"},
            [("Wakil Tetap Fiji untuk Tonga", "Ana Rai")],
        ),
        (
            "utusan Presiden Fiji Budi , Ana Rai , hadir",
            {"Fiji": "GPE", "Budi": "PER", "Ana_Rai": "PER"},
            [("utusan Presiden Fiji", "Ana Rai"), ("Presiden Fiji", "Budi")],
        ),
        (
            "Penasihat Presiden Fiji Budi , Ana Rai , hadir",
            {"Fiji": "GPE", "Budi": "PER", "Ana_Rai": "PER"},
            [("Penasihat Presiden Fiji", "Ana Rai"), ("Presiden Fiji", "Budi")],
        ),
        (
            "Wakil Presiden Fiji Ana Rai , Budi , hadir",
            {"Fiji": "GPE", "Budi": "PER", "Ana_Rai": "PER"},
            [("Wakil Presiden Fiji", "Ana Rai")],
        ),
        ("Bupati dan Wakil Bupati Ana Rai dan Budi", {"Ana_Rai": "PER", "Budi": "PER"}, [("Bupati", "Ana Rai"), ("Wakil Bupati", "Budi")]),
        ("Bupati dan Wakil Bupati Ana Rai hadir", {"Ana_Rai": "PER"}, [("Bupati", "Ana Rai"), ("Wakil Bupati", None)]),
        (
            "Presiden dan Wakil Presiden terpilih Ana Rai - Budi",
            {"Ana_Rai": "PER", "Budi": "PER"},
            [("Presiden", None), ("Wakil Presiden terpilih", "Budi")],
        ),
        (
            "Pelaksana Tugas ( Plt ) Perdana Menteri Fiji Ana Rai",
            {"Fiji": "GPE", "Ana_Rai": "PER"},
            [("Pelaksana Tugas ( Plt ) Perdana Menteri Fiji", "Ana Rai")],
        ),
    ],
)
def test_who_holds_a_title(text: str, names: dict[str, str], wanted: list[tuple[str, str]]) -> None:
    assert held(text, **names) == wanted


def test_who_once_held_an_office_may_no_longer_do() -> None:
    assert WORDS.kind("Presiden kelima RI") is None
    assert WORDS.kind("Pelaksana Tugas (Plt) Perdana Menteri Fiji") == titles.LEADS


def test_a_title_that_a_model_took_for_a_name_is_none() -> None:
    text = "Chairman Cita Corp , Ana Rai , menyindir Stafsus Presiden"
    tokens, at = [], 0
    for i, word in enumerate(text.split()):
        tokens.append(Token(i, Span(at, at + len(word)), word, word, "PROPN", "", -1, "dep"))
        at += len(word) + 1
    marked = {"Chairman Cita Corp": "ORG", "Ana Rai": "PER", "Stafsus Presiden": "PER"}
    names = tuple(Name(Span(text.index(n), text.index(n) + len(n)), kind) for n, kind in marked.items())
    found = mentions.find(Document(Article("d", text), (Sentence(tuple(tokens)),), names), language.load("id"))
    assert {(m.text, m.type) for m in found if m.type != titles.POSITION} == {("Cita Corp", "ORG"), ("Ana Rai", "PER")}


def test_a_member_of_a_body_is_one_of_its_party_too() -> None:
    body, party = (Mention("d", Span(a, b), text, "ORG") for a, b, text in ((8, 11, "DPR"), (17, 30, "Partai Wairai")))
    title = Mention("d", Span(0, 30), "anggota DPR dari Partai Wairai", "POSITION", None, (body, party))
    assert WORDS.bodies_of(title) == (body, party)
    assert WORDS.bodies_of(Mention("d", Span(0, 11), "kepala  DPR", "POSITION", None, (body,))) == ()
