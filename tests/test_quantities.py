from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import quantities
from kg.errors import LanguageError

WORDS = quantities.NumberWords.load()


def found(text: str) -> list[tuple[str, float, str, str]]:
    return [(q.text, q.value, q.unit, q.qualifier) for _, q in quantities.find(text, WORDS)]


COUNTED = [
    ("Mereka mengirim 11 ribu pasukan ke sana.", "11 ribu pasukan", 11000, "pasukan", "exact"),
    ("Mungkin ditambah hingga 30 ribu pasukan lagi.", "hingga 30 ribu pasukan", 30000, "pasukan", "at-most"),
    ("Ada sekitar 10.000 tentara di sana.", "sekitar 10.000 tentara", 10000, "tentara", "about"),
    ("Banjir merendam lebih dari 800 rumah.", "lebih dari 800 rumah", 800, "rumah", "at-least"),
    ("Setidaknya 12 warga sipil tewas.", "Setidaknya 12 warga", 12, "warga", "at-least"),
    ("Tidak lebih dari tiga kapal berlayar.", "Tidak lebih dari tiga kapal", 3, "kapal", "at-most"),
    ("Datang 600-an tentara.", "600-an tentara", 600, "tentara", "about"),
    ("Datang 800 orang lebih.", "800 orang lebih", 800, "orang", "at-least"),
    ("Datang 10-12 orang.", "10-12 orang", 10, "orang", "at-least"),
    ("Datang 10 sampai 12 ribu orang.", "10 sampai 12 ribu orang", 10000, "orang", "at-least"),
    ("Biayanya 3,9 miliar rupiah.", "3,9 miliar rupiah", 3.9e9, "rupiah", "exact"),
    ("Biayanya Rp3,9 miliar.", "Rp3,9 miliar", 3.9e9, "rupiah", "exact"),
    ("Biayanya Rp 2.024 sekilo.", "Rp 2.024", 2024, "rupiah", "exact"),
    ("Biayanya US$ 100 juta.", "US$ 100 juta", 1e8, "dolar AS", "exact"),
    ("Biayanya 4,3 miliar dollar AS.", "4,3 miliar dollar AS", 4.3e9, "dollar AS", "exact"),
    ("Harga naik 19 persen.", "19 persen", 19, "persen", "exact"),
    ("Harga naik 2,5%.", "2,5%", 2.5, "persen", "exact"),
    ("Harga naik 2.5 persen.", "2.5 persen", 2.5, "persen", "exact"),
    ("Ia dihukum lima tahun penjara.", "lima tahun penjara", 5, "tahun penjara", "exact"),
    ("Lima puluh delapan persen setuju.", "Lima puluh delapan persen", 58, "persen", "exact"),
    ("Di sana ada dua ratus lima puluh ribu tentara.", "dua ratus lima puluh ribu tentara", 250000, "tentara", "exact"),
    ("Roboh seribu lima ratus rumah.", "seribu lima ratus rumah", 1500, "rumah", "exact"),
    ("Tiba lima belas kapal perang.", "lima belas kapal", 15, "kapal", "exact"),
    ("Dikirim 800 ton bantuan.", "800 ton", 800, "ton", "exact"),
    ("Dibebaskan 20 sandera.", "20 sandera", 20, "sandera", "exact"),
    ("Dikirim 1.200 prajurit.", "1.200 prajurit", 1200, "prajurit", "exact"),
    ("Sebanyak 12 bocah hilang.", "12 bocah", 12, "bocah", "exact"),
    ("Di Kota Tua 3 WNI hilang.", "3 WNI", 3, "WNI", "exact"),
    ("Seorang tentara tewas.", "Seorang tentara", 1, "tentara", "exact"),
    ("Ada 1980 orang di sana.", "1980 orang", 1980, "orang", "exact"),
]


@pytest.mark.parametrize(("text", "words", "value", "unit", "qualifier"), COUNTED)
def test_numbers_with_their_nouns(text: str, words: str, value: float, unit: str, qualifier: str) -> None:
    assert found(text) == [(words, value, unit, qualifier)]


@pytest.mark.parametrize("text", [
    "Rapat digelar 21 Desember 2025.", "Rapat digelar Minggu (21/12).", "Rapat pukul 14.30 WIB.", "Rapat pukul 9 pagi.",
    "Pada 2024 perang pecah.",
    "Pemilu 2024 ricuh.", "Konferensi ke-3 dibuka.", "Kuil abad ke-11 roboh.", "1. Rusia datang", "Pasal 5 ayat 2 dicabut.",
    "Boeing 737 jatuh.",
    "Skor akhir 2-1 gol.", "Salah satu negara menolak.", "Mereka mirip satu sama lain.", "Dua hari lalu ia pulang.",
    "Puluhan ribu pengunjuk rasa datang.",
    "Kedua negara sepakat.", "Nomor 112 dihubungi.", "Sebanyak 12 ditangkap.", "Kode A320 dan 3G.", "Alamat 10.0.0.1 orang",
])
def test_what_counts_nothing(text: str) -> None:
    assert found(text) == []


def test_several_in_their_order() -> None:
    assert [q[:2] for q in found("Tewas dua orang, luka 1,5 juta orang, dan 40 personel hilang.")] == [
        ("dua orang", 2), ("1,5 juta orang", 1_500_000), ("40 personel", 40)]


PIECES = st.lists(st.sampled_from([
    "dua", "belas", "puluh", "ratus", "ribu", "triliun", "seribu", "orang", "persen", "%", "Rp", "US$", " ", " ", "-", ".", ",", "1",
    "000", "99999999999999",
    "hingga", "an", "lebih", "tahun", "lalu", "٣", "²",
]), max_size=14).map("".join)


@given(st.one_of(st.text(max_size=80), PIECES))
def test_any_text_gives_spans_within_it(text: str) -> None:
    last = 0
    for span, quantity in quantities.find(text, WORDS):
        assert last <= span.start < span.end <= len(text)
        assert span.of(text) == quantity.text
        assert quantity.unit
        last = span.end


def test_a_broken_lexicon_is_named(tmp_path: Path) -> None:
    path = tmp_path / "numbers.yaml"
    path.write_text("digits: {satu: 1}\n")
    with pytest.raises(LanguageError, match=r"numbers\.yaml"):
        quantities.NumberWords.load(path)
