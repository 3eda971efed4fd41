from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import dates
from kg.errors import LanguageError

WORDS = dates.DateWords.load()
TODAY = "2025-10-28"        # a Tuesday


def found(text: str, reference: str | None = TODAY) -> list[tuple[str, str, str | None]]:
    return [(d.text, d.value, d.end) for d in dates.find(text, reference, WORDS)]


# what the text says, the words that are the date, its value, its end
FULL = [
    ("Rapat digelar pada 21 Desember 2025 di Bandung.", "21 Desember 2025", "2025-12-21", None),
    ("Rapat itu digelar Rabu, 6 September 2023, di Oslo.", "Rabu, 6 September 2023", "2023-09-06", None),
    ("Ia tiba pada Kamis (6/3/2025) malam.", "Kamis (6/3/2025)", "2025-03-06", None),
    ("Ia tiba (27/10/2025) malam.", "(27/10/2025)", "2025-10-27", None),
    ("Kapal itu karam sejak Minggu (26/10/25).", "Minggu (26/10/25)", "2025-10-26", None),
    ("Naskah tertanggal 2024-11-16.", "2024-11-16", "2024-11-16", None),
    ("Terbit 5 Okt. 2024 di sana", "5 Okt. 2024", "2024-10-05", None),
    ("Monday, October 27, 2025", "Monday, October 27, 2025", "2025-10-27", None),
    ("Pameran berlangsung 28-29 Oktober 2025.", "28-29 Oktober 2025", "2025-10-28", "2025-10-29"),
    ("Pameran berlangsung 30 September hingga 2 Oktober 2025.", "30 September hingga 2 Oktober 2025", "2025-09-30", "2025-10-02"),
    ("Pameran berlangsung 30 Desember 2024 - 2 Januari 2025.", "30 Desember 2024 - 2 Januari 2025", "2024-12-30", "2025-01-02"),
    ("Perundingan Sabtu-Minggu (25-26/10/2025).", "Sabtu-Minggu (25-26/10/2025)", "2025-10-25", "2025-10-26"),
    ("Sejak Oktober 2024 jembatan itu ditutup.", "Oktober 2024", "2024-10", None),
    ("Ekspor Januari-Maret 2025 naik.", "Januari-Maret 2025", "2025-01", "2025-03"),
    ("Pabrik itu berdiri pada 2024.", "2024", "2024", None),
    ("Pabrik itu berdiri tahun 2006.", "tahun 2006", "2006", None),
    ("Perang pecah akhir 2023.", "akhir 2023", "2023", None),
    ("Ia menjabat 2014-2019.", "", "", None),
    ("Ia menjabat pada 2014-2019.", "2014-2019", "2014", "2019"),
    ("Pada 2024 lalu ia pergi.", "2024 lalu", "2024", None),
    ("Panen kuartal kedua 2025 turun.", "2025", "2025", None),
]


@pytest.mark.parametrize(("text", "words", "value", "end"), FULL)
@pytest.mark.parametrize("reference", [None, TODAY])
def test_complete_dates_need_no_reference(text: str, words: str, value: str, end: str | None, reference: str | None) -> None:
    assert found(text, reference) == ([(words, value, end)] if words else [])


RELATIVE = [
    ("Dia datang Minggu (26/10) pagi.", "Minggu (26/10)", "2025-10-26", None),
    ("Dia datang Rabu (31/12).", "Rabu (31/12)", "2025-12-31", None),          # this year, not the one that has gone
    ("Dia datang Selasa (31/12).", "Selasa (31/12)", "2024-12-31", None),       # the weekday tells the year
    ("Konferensi digelar 28–29 Oktober.", "28–29 Oktober", "2025-10-28", "2025-10-29"),
    ("Konferensi digelar 17-20 Juni mendatang.", "17-20 Juni mendatang", "2026-06-17", "2026-06-20"),
    ("Sejak 9 April harga turun.", "9 April", "2025-04-09", None),
    ("Pada 19 Mei lalu harga turun.", "19 Mei lalu", "2025-05-19", None),
    ("Sidang dibuka 10 Januari.", "10 Januari", "2026-01-10", None),            # so near ahead, so far behind
    ("Mereka bertemu September lalu.", "September lalu", "2025-09", None),
    ("Mereka bertemu pada Desember lalu.", "Desember lalu", "2024-12", None),
    ("Mereka bertemu pada Juni tahun lalu.", "Juni tahun lalu", "2024-06", None),
    ("Mereka bertemu awal Juni.", "awal Juni", "2025-06", None),
    ("Mereka bertemu pada September.", "September", "2025-09", None),
    ("Pemilu digelar Februari mendatang.", "Februari mendatang", "2026-02", None),
    ("Bulan lalu ia sakit.", "Bulan lalu", "2025-09", None),
    ("Tahun depan ia pulang.", "Tahun depan", "2026", None),
    ("Ekspor tahun ini naik.", "tahun ini", "2025", None),
    ("Kemarin ia pulang.", "Kemarin", "2025-10-27", None),
    ("Ia pulang hari ini.", "hari ini", "2025-10-28", None),
    ("Ia pulang besok.", "besok", "2025-10-29", None),
    ("Senin lalu ia pulang.", "Senin lalu", "2025-10-27", None),
    ("Ia pulang Selasa lalu.", "Selasa lalu", "2025-10-21", None),
    ("Ia pulang Jumat depan.", "Jumat depan", "2025-10-31", None),
    ("Ia pulang Jumat pekan lalu.", "Jumat pekan lalu", "2025-10-24", None),
    ("Ia pulang pada Kamis pagi.", "Kamis", "2025-10-23", None),
    ("Pekan lalu ia pulang.", "Pekan lalu", "2025-10", None),
    ("Ia pulang dua hari lalu.", "dua hari lalu", "2025-10-26", None),
    ("Ia pulang 3 hari yang lalu.", "3 hari yang lalu", "2025-10-25", None),
    ("Ia pulang tiga pekan lalu.", "tiga pekan lalu", "2025-10", None),
    ("Ia pulang lima tahun silam.", "lima tahun silam", "2020", None),
    ("Ia pulang dua hari lagi.", "dua hari lagi", "2025-10-30", None),
]


@pytest.mark.parametrize(("text", "words", "value", "end"), RELATIVE)
def test_relative_dates_count_from_the_reference(text: str, words: str, value: str, end: str | None) -> None:
    assert found(text) == [(words, value, end)]
    assert found(text, None) == []


@pytest.mark.parametrize("text", [
    "Harganya Rp 2.024 sekilo.", "Sebanyak 2.024 orang datang.", "Resolusi 2024 disahkan.", "Ada 2024 orang di sana.",
    "Pada 2024 orang datang.",
    "Undang-Undang Nomor 2 Tahun 2020 dicabut.", "Skornya 3/4 dari semua.", "Nilainya naik 2,5 persen.", "Kota Mei Ling sepi.",
    "Ia belanja di Pasar Minggu.", "Umat memperingati Jumat Agung.", "Selama dua minggu ia sakit.", "Beberapa bulan lalu ia sakit.",
    "Dalam dua bulan terakhir ia sakit.", "Rapat pukul 14.30 WIB.", "Ia lahir pada era 1990-an.",
    "Kapal KRI 2025X berlayar.", "Alamatnya kabar.com/2024/berita.",
])
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_a_day_that_does_not_exist_leaves_the_month() -> None:
    assert found("Kejadian 31 Februari 2025.") == [("Februari 2025", "2025-02", None)]


def test_a_week_in_two_months_has_no_date() -> None:
    assert found("Pekan ini ia pulang.", "2025-10-01") == []


def test_the_day_before_counts_from_the_date_named_last() -> None:
    text = "Kantor itu bicara pada Minggu (13/7/2025) soal rapat sehari sebelumnya. Tiga hari kemudian ia pulang."
    assert [value for _, value, _ in found(text, "2025-07-20")] == ["2025-07-13", "2025-07-12", "2025-07-15"]


def test_no_day_is_counted_from_a_mere_year() -> None:
    assert [value for _, value, _ in found("Pada 2019 ia pergi. Sehari kemudian ia pulang. Setahun kemudian ia kembali.")] == ["2019",
    "2020"]


def test_years_in_one_breath() -> None:
    assert [value for _, value, _ in found("Kudeta pada 2006 dan 2014 gagal, begitu pula 1999.")] == ["2006", "2014"]


REFERENCES = [
    ("Rapat digelar Senin (3/2/2025).", "2025-02-05T10:00:00", "2025-02-05"),
    ("Rapat digelar Senin (3/2/2025).", "entah", "2025-02-03"),
    ("Ia lahir 17 Agustus 1945. Rapat digelar Senin (3/2/2025).", None, "2025-02-03"),
    ("Rapat 1 Februari 2025. Kata dia, Senin (3/2/2025).", None, "2025-02-03"),
    ("Kata dia, Minggu (21/12). Ini yang pertama sejak Oktober 2024.", None, "2025-12-21"),
    ("Ia pulang Senin lalu.", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "published", "day"), REFERENCES)
def test_the_day_of_an_article(text: str, published: str | None, day: str | None) -> None:
    assert dates.reference(text, published, WORDS) == day


PIECES = st.lists(st.sampled_from([
    "Minggu", "(21/12)", "31", "30", "Februari", "Oktober", "2024", "0", "lalu", "depan", "tahun", "bulan", "hari", "se", "dua", "-", "–",
    " ", " ", ",", "(",
    "sebelumnya", "awal", "pekan", "kemarin", "9999", "/", "pada", "100", "999",
]), max_size=12).map("".join)


DAYS = st.one_of(st.sampled_from([None, TODAY, "0001-01-01", "9999-12-31"]), st.text(max_size=10))


@given(st.one_of(st.text(max_size=80), PIECES), DAYS)
def test_any_text_gives_spans_within_it(text: str, reference: str | None) -> None:
    last = 0
    for dated in dates.find(text, reference, WORDS):
        assert last <= dated.span.start < dated.span.end <= len(text)
        assert dated.span.of(text) == dated.text
        last = dated.span.end
    dates.reference(text, reference, WORDS)


def test_a_broken_lexicon_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dates.yaml"
    path.write_text("months: [[Januari]]\n")
    with pytest.raises(LanguageError, match=r"dates\.yaml.*weekdays"):
        dates.DateWords.load(path)
