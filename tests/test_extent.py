"""Where a name begins and ends, as its neighbours tell."""

import pytest

from kg import extent, language
from kg.types import Name, Span

WORDS = language.load("id").extent


def mended(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    found = [Name(Span(text.index(name), text.index(name) + len(name)), type) for name, type in names]
    return [(n.span.of(text), n.type) for n in extent.mend(found, text, WORDS)]


def test_a_currency_and_a_language_name_no_state() -> None:
    assert mended("Nilainya dua dolar AS di AS.", ("AS", "GPE")) == []
    assert mended("Ia belajar bahasa Inggris.", ("Inggris", "GPE")) == []
    assert mended("Menteri Inggris datang.", ("Inggris", "GPE")) == [("Inggris", "GPE")]


def test_initials_in_brackets_are_the_person_before() -> None:
    rina = ("Rina Sari Dewi", "PER")
    assert mended("Rina Sari Dewi (RSD) ditahan KPK.", rina, ("RSD", "ORG")) == [rina, ("RSD", "PER")]
    assert mended("Rina Sari Dewi (PKS) ditahan.", rina, ("PKS", "ORG")) == [rina, ("PKS", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("kata Fraksi PKS di Senayan", ("PKS", "ORG"), ("Fraksi PKS", "ORG")),
        ("di Provinsi Riau kemarin", ("Riau", "GPE"), ("Provinsi Riau", "GPE")),
        ("di provinsi Riau kemarin", ("Riau", "GPE"), ("Riau", "GPE")),
        ("Laga di Monterrey Stadium usai", ("Monterrey Stadium", "GPE"), ("Monterrey Stadium", "FAC")),
        ("Timnas U23 Indonesia menang", ("U23 Indonesia", "ORG"), ("Timnas U23 Indonesia", "ORG")),
    ],
)
def test_edges_and_types(text: str, name: tuple[str, str], wanted: tuple[str, str]) -> None:
    assert mended(text, name) == [wanted]


def test_where_something_was_posted_is_no_company() -> None:
    assert mended("Ia menulis di Facebook kemarin.", ("Facebook", "ORG")) == []
    assert mended("Komisi menggugat Facebook kemarin.", ("Facebook", "ORG")) == [("Facebook", "ORG")]
