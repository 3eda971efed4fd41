"""From what a model marked to the mentions of an article. Texts are cut at blanks, as the tests write them."""

import pytest

from kg import language, mentions
from kg.titles import POSITION
from kg.types import Article, Document, Name, Sentence, Span, Token

SPOKEN = language.load("id")


def found(text: str, *marked: tuple[str, str]) -> list[tuple[str, str]]:
    """The names of a text, in their order. marked: what the model found, each where it first stands, then where it next does."""
    tokens, at = [], 0
    for i, word in enumerate(text.split(" ")):
        tokens.append(Token(i, Span(at, at + len(word)), word, word, "PROPN", "", -1, "dep"))
        at += len(word) + 1
    ends: dict[str, int] = {}
    names = []
    for name, type in marked:
        start = text.index(name, ends.get(name, 0))
        ends[name] = start + len(name)
        names.append(Name(Span(start, ends[name]), type))
    document = Document(Article("d", text), (Sentence(tuple(tokens)),), tuple(names))
    return [(m.text, m.type) for m in mentions.find(document, SPOKEN) if m.type != POSITION]


def test_a_short_form_means_what_the_article_says() -> None:
    tax = "Warga menolak Pajak Bumi dan Bangunan ( PBB ) dan PBB-P2 . Tarif PBB naik ."
    written = tax.replace("( ", "(").replace(" )", ")")
    assert found(written, ("PBB", "ORG")) == []
    assert found("Perserikatan Bangsa-Bangsa (PBB) bersidang .", ("PBB", "ORG")) == [
        ("Perserikatan Bangsa-Bangsa", "ORG"),
        ("PBB", "ORG"),
    ]
    assert found("Komite Olahraga Desa (KOD) dan KOD lain .", ("Komite Olahraga Desa", "ORG"), ("KOD", "ORG"))[1:] == [("KOD", "ORG")] * 2


@pytest.mark.parametrize("text", ["Nilai tukar dolar AS naik .", "Harga minyak US$ 60 .", "Ia belajar bahasa Rusia ."])
def test_the_registry_adds_no_state_to_a_currency_or_a_language(text: str) -> None:
    assert found(text) == []


def test_what_the_registry_adds_ends_where_the_name_does() -> None:
    assert found("Ia dikutip Liputan6.com , kemarin .") == [("Liputan6.com", "ORG")]
    assert found("Menteri dari Korea Utara , Rusia .") == [("Korea Utara", "GPE"), ("Rusia", "GPE")]


def test_a_medium_named_like_a_common_word_is_one_where_it_is_quoted() -> None:
    assert found("Hal itu dilansir Antara kemarin .") == [("Antara", "ORG")]
    assert found("Antara dua kota itu ada sungai .") == []


def test_a_place_named_like_a_common_word_is_one_where_one_is_or_goes() -> None:
    assert found("Lima orang tewas . Nilai tukar naik .") == []
    assert found("Ia tiba di Lima kemarin .") == [("Lima", "GPE")]


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (("Jalur Gaza Palestina", "GPE"), [("Jalur Gaza", "GPE"), ("Palestina", "GPE")]),
        (("Yahudi Amerika", "NORP"), [("Yahudi", "NORP"), ("Amerika", "GPE")]),
        (("Perumahan Melati Jalan Mawar 1", "FAC"), [("Perumahan Melati", "FAC"), ("Jalan Mawar 1", "FAC")]),
        (("Korea Selatan Raya", "GPE"), [("Korea Selatan Raya", "GPE")]),
        (("Indonesia Ana Wairai", "GPE"), [("Indonesia", "GPE"), ("Ana Wairai", "PER")]),
        (("Joko Widodo-Prabowo Subianto", "ORG"), [("Joko Widodo", "PER"), ("Prabowo Subianto", "PER")]),
        (("Wairai Research Center/Boston Globe", "ORG"), [("Wairai Research Center", "ORG"), ("Boston Globe", "ORG")]),
        (("Kementerian Investasi/BKPM", "ORG"), [("Kementerian Investasi/BKPM", "ORG")]),
        (("Konfederasi Pekerja Maju KPM", "ORG"), [("Konfederasi Pekerja Maju", "ORG"), ("KPM", "ORG")]),
        (("Dewan Upah dan Asosiasi Penguji", "ORG"), [("Dewan Upah", "ORG"), ("Asosiasi Penguji", "ORG")]),
        (("Dewan Upah dan Penguji", "ORG"), [("Dewan Upah dan Penguji", "ORG")]),
        (("Joko Widodo Jokowi", "PER"), [("Joko Widodo", "PER"), ("Jokowi", "PER")]),
        (("Uni Eropa - Siprus", "ORG"), [("Uni Eropa", "ORG"), ("Siprus", "GPE")]),
        (("Sidang Raya Wairai September", "EVENT"), [("Sidang Raya Wairai", "EVENT")]),
        (("Gerakan 30 September", "EVENT"), [("Gerakan 30 September", "EVENT")]),
    ],
)
def test_two_names_marked_as_one(marked: tuple[str, str], wanted: list[tuple[str, str]]) -> None:
    assert found(f"Mereka membahas {marked[0]} kemarin .", marked) == wanted


def test_a_short_form_tells_how_far_a_name_reaches() -> None:
    assert found("Wairai Bank Utama (WBU) rugi .", ("Bank Utama", "ORG")) == [("Wairai Bank Utama", "ORG"), ("WBU", "ORG")]
    assert found("Kepala Staf Wairai (KSW) hadir .", ("Wairai", "ORG")) == [("Wairai", "ORG")]


def test_a_short_form_is_what_the_name_before_it_is() -> None:
    text = "Warga menolak Pajak Hutan Desa (PHD) dan PHD lain ."
    assert found(text, ("Pajak Hutan Desa", "LAW"), ("PHD", "ORG"))[1:] == [("PHD", "LAW")] * 2


def test_a_body_marked_together_with_a_person_is_two_if_he_is_named_again() -> None:
    marked = ("Mahkamah Agung Ana Wairai", "ORG")
    assert found("Calon Mahkamah Agung Ana Wairai hadir ; Wairai diam .", marked, ("Wairai", "PER")) == [
        ("Mahkamah Agung", "ORG"),
        ("Ana Wairai", "PER"),
        ("Wairai", "PER"),
    ]


def test_what_a_common_short_form_stands_for_is_no_name() -> None:
    assert found("Warga mengurus Izin Usaha Pangan (IUP) itu .", ("Izin Usaha Pangan", "ORG"), ("IUP", "ORG")) == []


def test_a_missile_is_none_of_those_a_model_takes_it_for() -> None:
    assert found("Menurut Zeta , rudal Zeta murah .", ("Zeta", "PER")) == []


def test_what_is_mostly_a_body_is_one_everywhere() -> None:
    marked = [("Norvafaks", "ORG"), ("Norvafaks", "PER"), ("Norvafaks", "ORG")]
    assert found("Norvafaks naik , kata Norvafaks , lalu Norvafaks turun .", *marked) == [("Norvafaks", "ORG")] * 3


def test_a_full_stop_behind_a_person_ends_the_sentence() -> None:
    assert found("Ia menemui Ana Wairai. Lalu pulang .", ("Ana Wairai.", "PER")) == [("Ana Wairai", "PER")]
    assert found("Ia menemui Ana Jr. kemarin .", ("Ana Jr.", "PER")) == [("Ana Jr.", "PER")]


def test_initials_are_a_person_s_even_if_they_are_also_a_state_s() -> None:
    text = "Pria berinisial AS ditahan . Menurut AS , bukan ia ."
    assert found(text)[0] == ("AS", "PER")
    assert found("Wanita berinisial RTW ditahan . RTW menangis .", ("RTW", "ORG")) == [("RTW", "PER"), ("RTW", "PER")]


def test_a_war_between_a_state_and_a_body_is_an_event() -> None:
    assert found("Dua tahun perang Israel-Hamas berlalu .", ("Israel", "GPE"), ("Hamas", "ORG")) == [("perang Israel-Hamas", "EVENT")]


def test_a_name_behind_a_prefix_is_a_mention_in_the_middle_of_a_word() -> None:
    assert found("Kelompok anti-Israel dan anti-Wairai , kata Ana Wairai .", ("Ana Wairai", "PER"))[:1] == [("Israel", "GPE")]
    assert found("Kelompok anti-Zeta dan Zeta hadir .", ("Zeta", "ORG")) == [("Zeta", "ORG"), ("Zeta", "ORG")]
    assert found("Gerakan anti-Lupa hadir .") == []


@pytest.mark.parametrize(
    ("text", "marked", "wanted"),
    [
        ("Ia menolak Oslo Accords kemarin .", ("Accords", "PER"), ("Oslo Accords", "LAW")),
        ("Menteri Israel Israel Katz hadir .", ("Katz", "PER"), ("Israel Katz", "PER")),
        ("Pasangan Ganjar Pranowo-Mahfud MD kalah .", ("Mahfud", "PER"), ("Mahfud MD", "PER")),
        ("Kunjungan Paus Fransiskus usai .", ("Fransiskus", "PER"), ("Fransiskus", "PER")),
        ("Suci bagi Umat Islam itu .", ("Islam", "NORP"), ("Islam", "NORP")),
        ("Kata Duta Besar Katzir kemarin .", ("Besar Katzir", "PER"), ("Katzir", "PER")),
        ("Kata CEO-nya , Ana Wairai .", ("CEO-nya", "ORG"), ("Ana Wairai", "PER")),
        ("Harian di bandara Zeta kemarin .", ("Zeta", "PER"), ("Zeta", "FAC")),
    ],
)
def test_a_part_of_a_name_is_the_whole_of_it(text: str, marked: tuple[str, str], wanted: tuple[str, str]) -> None:
    others = [("Ana Wairai", "PER")] if "Ana" in text else []
    assert wanted in found(text, marked, *others)
    assert marked == wanted or marked not in found(text, marked, *others)
