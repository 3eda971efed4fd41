"""How a line is made fit for the models: every character of it keeps its place in the article."""

import pytest

from kg import documents, language


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Putin\u00c2\u00a0tiba", "Putin  tiba"),
        ("Putin\u00c2 tiba", "Putin  tiba"),
        ("di Ch\u00e2teau itu", "di Ch\u00e2teau itu"),
        ("AS\u00e2Rusia", "AS – Rusia"),
        ("selesai.Kemudian", "selesai. Kemudian"),
        ("1. Fiji2. Tonga3. Nauru", "1. Fiji 2. Tonga 3. Nauru"),
    ],
)
def test_remains_of_a_wrong_encoding_and_missing_blanks(written: str, seen: str) -> None:
    (piece,) = documents.cut(written)
    assert piece.text == seen
    places = {written[start : start + 1] for start in piece.offsets}
    assert places == set(written)  # nothing is lost
    assert list(piece.offsets) == sorted(piece.offsets)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Megawati Soekarnoputri hadir", "Megawati Soekarnoputri hadir"),  # Soekarno is a name, putri a word
        ("perang Israel-Hamas.", "perang Israel - Hamas."),
        ("Donald Trumpmengatakan", "Donald Trump mengatakan"),
        ("Ana Wairaimemaparkan", "Ana Wairai memaparkan"),  # a name never heard of
        ("DilansirAFP, MelansirAFPpada", "Dilansir AFP, Melansir AFP pada"),
        ("Dirangkumdetikcom daridetikNews", "Dirangkum detikcom dari detikNews"),
        ("Qatar dan Mesiryang hadir", "Qatar dan Mesir yang hadir"),  # and no verb in me-
        ("Arab SaudiPangeran Ana", "Arab Saudi Pangeran Ana"),
        ("Baturaja dan Edukasi", "Baturaja dan Edukasi"),  # Batu is a place, raja and kasi titles
        ("KOMPAS.com- Presiden", "KOMPAS.com - Presiden"),
        ("Israeldi Gaza, Belarusia, Wahyudi", "Israel di Gaza, Belarusia, Wahyudi"),
    ],
)
def test_what_indonesian_has_as_one_word(written: str, seen: str) -> None:
    (piece,) = documents.cut(written, language.load("id").spelling)
    assert piece.text == seen
