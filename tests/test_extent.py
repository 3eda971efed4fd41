"""Where a name begins and ends, as its neighbours tell."""

import pytest

from kg import extent, language
from kg.types import Name, Span

WORDS = language.load("id").extent
KNOWN = {"PBB": "ORG", "Israel": "GPE", "Jawa Tengah": "GPE", "Badan Urusan Israel": "ORG"}


def mended(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    found = [Name(Span(text.index(name), text.index(name) + len(name)), type) for name, type in names]
    return [(n.span.of(text), n.type) for n in extent.mend(found, text, WORDS, KNOWN)]


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
        ("menginap di Kenanga Hotel itu", ("Kenanga Hotel", "GPE"), ("Kenanga Hotel", "FAC")),
        ("warga Kota Solo kemarin", ("Solo", "GPE"), ("Kota Solo", "GPE")),
        ("kata Wali Kota Solo kemarin", ("Solo", "GPE"), ("Solo", "GPE")),
        ("kata Marsekal TNI M. Ana Rai kemarin", ("Ana Rai", "PER"), ("M. Ana Rai", "PER")),
        ("kaya vitamin C. Ana Rai makan", ("Ana Rai", "PER"), ("Ana Rai", "PER")),
        ("foto ANA RAITAMAIbu itu datang", ("ANA RAITAMAIbu", "PER"), ("ANA RAITAMA", "PER")),
        ("ibu bernama Warsita (31) itu", ("Warsita", "NORP"), ("Warsita", "PER")),
        ("kata Badan PBB kemarin", ("Badan PBB", "ORG"), ("PBB", "ORG")),
        ("kata Otoritas kesehatan Israel kemarin", ("Otoritas kesehatan Israel", "ORG"), ("Israel", "GPE")),
        ("kata Badan Urusan Israel kemarin", ("Badan Urusan Israel", "ORG"), ("Badan Urusan Israel", "ORG")),
        ("tiba di wilayah Samarai kemarin", ("Samarai", "PER"), ("Samarai", "GPE")),
        ("tiba di kota Israel kemarin", ("kota Israel", "GPE"), ("Israel", "GPE")),
        ("di kompleks Al-Mawar itu", ("kompleks Al-Mawar", "GPE"), ("Al-Mawar", "FAC")),
        ("kata Negara-negara Sagu kemarin", ("Negara-negara Sagu", "ORG"), ("Sagu", "NORP")),
        ("kata Pemerintah Israel kemarin", ("Pemerintah Israel", "ORG"), ("Israel", "GPE")),
        ("Timnas U23 Indonesia menang", ("U23 Indonesia", "ORG"), ("Timnas U23 Indonesia", "ORG")),
    ],
)
def test_edges_and_types(text: str, name: tuple[str, str], wanted: tuple[str, str]) -> None:
    assert mended(text, name) == [wanted]


def test_where_something_was_posted_is_no_company() -> None:
    assert mended("Ia menulis di Facebook kemarin.", ("Facebook", "ORG")) == []
    assert mended("Komisi menggugat Facebook kemarin.", ("Facebook", "ORG")) == [("Facebook", "ORG")]


def test_a_missile_is_neither_a_person_nor_a_place() -> None:
    assert mended("Rudal Kenari jatuh; Kenari gagal.", ("Kenari", "PER")) == []
    assert mended("Rudal Israel jatuh.", ("Israel", "GPE")) == [("Israel", "GPE")]
    assert mended("Kapal Rai milik Ana Rai.", ("Ana Rai", "PER"), ("Rai", "PER")) == [("Rai", "PER"), ("Ana Rai", "PER")]


def test_a_nickname_in_brackets_is_the_person_before() -> None:
    rina = ("Rina Sari Dewi", "PER")
    assert mended("Rina Sari Dewi (Nana) hadir, kata Nana.", rina) == [rina, ("Nana", "PER")]
    assert mended("Rina Sari Dewi (Nana) hadir.", rina) == [rina]


def test_names_divided_amiss() -> None:
    divided = ("Partai Jawa", "ORG"), ("Tengah Ana", "PER")
    assert mended("Ketua Partai Jawa Tengah Ana hadir.", *divided) == [("Partai Jawa Tengah", "ORG"), ("Ana", "PER")]
    court = ("Pengadilan Tinggi", "ORG"), ("PT) Solo", "ORG")
    assert mended("Hakim Pengadilan Tinggi (PT) Solo hadir.", *court) == [("Pengadilan Tinggi (PT) Solo", "ORG")]


def test_a_common_noun_in_capitals_is_no_name() -> None:
    assert mended("Para WNA tiba.", ("WNA", "NORP")) == []
    assert mended("Puluhan WNA Israel tiba.", ("WNA Israel", "ORG")) == [("Israel", "GPE")]


def test_a_short_form_in_the_middle_is_part_of_the_name() -> None:
    names = [("Badan Anggaran", "ORG"), ("Banggar", "ORG"), ("DPR", "ORG")]
    assert mended("kata Badan Anggaran (Banggar) DPR itu", *names) == [("Badan Anggaran (Banggar) DPR", "ORG")]
    assert mended("kata Badan Anggaran (Banggar) di DPR itu", *names) == names


def test_what_a_people_does_names_it_not() -> None:
    assert mended("Ia memimpin doa Sagu di sana.", ("Sagu", "NORP")) == []
    assert mended("Ia menemui umat Sagu di sana.", ("Sagu", "NORP")) == [("Sagu", "NORP")]
