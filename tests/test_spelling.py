"""How a line is made fit for the models: every character of it keeps its place in the article."""

import pytest

from kg import documents


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Putin\u00c2\u00a0tiba", "Putin  tiba"),
        ("Putin\u00c2 tiba", "Putin  tiba"),
        ("di Ch\u00e2teau itu", "di Ch\u00e2teau itu"),
        ("AS\u00e2Rusia", "AS – Rusia"),
        ("selesai.Kemudian", "selesai. Kemudian"),
    ],
)
def test_remains_of_a_wrong_encoding_and_missing_blanks(written: str, seen: str) -> None:
    (piece,) = documents.cut(written)
    assert piece.text == seen
    places = {written[start : start + 1] for start in piece.offsets}
    assert places == set(written)  # nothing is lost
    assert list(piece.offsets) == sorted(piece.offsets)
