from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import _zones, articles
from kg.errors import ArticleError
from kg.types import Article

NOTE = "Gubernur Wandala meresmikan jembatan baru di Teluk Kaca pada Senin."
BODY = (
    "Menteri Perikanan Wandala menerima tamu dari Negeri Seberang di kantornya pada Senin (3/2/2025). "
    "Mereka membahas kerja sama penangkapan ikan yang sudah lama tertunda."
)


def write(folder: Path, name: str, content: str | bytes = NOTE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(path: Path) -> Article:
    (article,) = articles.read(path)
    return article


def zones(text: str, title: str | None = None) -> list[tuple[str, str, bool]]:
    """Kind, words and whether they give facts, for each zone of a text."""
    return [(z.kind, z.span.of(text), z.gives_facts) for z in _zones.find(text, title, _zones.load()).zones]


def silent(text: str) -> list[str]:
    return [words for _, words, gives_facts in zones(text) if not gives_facts]


# --- which files -------------------------------------------------------------------------------------------------------------------------

def test_folders_globs_and_files_give_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d/e.html", "README.md", "note.md", ".hidden.txt", ".git/x.txt", "photo.jpg"):
        write(tmp_path, name)
    found = articles.find([tmp_path, tmp_path / "a.txt", str(tmp_path / "*.txt"), str(tmp_path / "c" / ".." / "b.txt")])
    assert [p.name for p in found] == ["a.txt", "b.txt", "e.html", "note.md"]


def test_globs_go_down(tmp_path: Path) -> None:
    write(tmp_path, "x/y/a.txt")
    write(tmp_path, "x/b.txt")
    assert [p.name for p in articles.find([str(tmp_path / "**" / "*.txt")])] == ["a.txt", "b.txt"]


def test_a_name_with_brackets_is_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, "berita [1].txt")
    assert articles.find([path]) == [path]


def test_a_readme_that_is_named_is_read(tmp_path: Path) -> None:
    assert articles.find([write(tmp_path, "README.md")])


@pytest.mark.parametrize("wanted", ["none.txt", "*.txt", "photo.jpg", "empty", "x" * 300, "a\0b"])
def test_what_names_no_article_is_an_error(tmp_path: Path, wanted: str) -> None:
    write(tmp_path, "photo.jpg")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArticleError):
        articles.find([str(tmp_path / wanted)])


def test_two_files_of_one_name_make_one_article_and_an_error(tmp_path: Path) -> None:
    paths = [write(tmp_path, "a/kabar.txt"), write(tmp_path, "b/kabar.txt"), write(tmp_path, "c/lain.txt")]
    first, error, other = articles.read_all(paths)
    assert isinstance(first, Article)
    assert isinstance(other, Article)
    assert isinstance(error, ArticleError)
    assert str(paths[1]) in str(error)
    assert "rename" in error.cure


# --- what is in them --------------------------------------------------------------------------------------------------------------------

def test_the_text_is_that_of_the_file(tmp_path: Path) -> None:
    text = f"{NOTE}\r\n\r\n{NOTE}\n\xa0 ekor \r"
    article = one(write(tmp_path, "kabar.2025.txt", text))
    assert (article.id, article.text) == ("kabar.2025", text)


@pytest.mark.parametrize("raw", [
    NOTE.encode("utf-8-sig"), NOTE.encode("utf-16"), ("\ufeff" + NOTE).encode("utf-16-be"),
])
def test_byte_order_marks_are_understood(tmp_path: Path, raw: bytes) -> None:
    assert one(write(tmp_path, "a.txt", raw)).text == NOTE


def test_windows_quotes_are_understood(tmp_path: Path) -> None:
    text = f"{NOTE} “Ini jembatan kita,” katanya."
    assert one(write(tmp_path, "a.txt", text.encode("cp1252"))).text == text


BAD = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \r\n\t \xc2\xa0\n", "empty"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "not text"),
    ("a.txt", NOTE.encode("utf-16-le"), "not text"),
    ("a.txt", bytes(range(128, 256)) * 4, "UTF-8"),
    ("a.txt", "Встреча прошла в столице, сообщил министр иностранных дел.".encode("koi8-r"), "UTF-8"),
    ("a.txt", "Встреча прошла в столице, сообщил министр иностранных дел.", "Indonesian"),
    ("a.txt", "The minister said that the talks in the capital were held on Monday and would go on.", "Indonesian"),
    ("a.txt", "El ministro dijo que las conversaciones en la capital terminaron el lunes por la noche.", "Indonesian"),
    ("a.txt", "12345 67890", "Indonesian"),
    ("a.txt", NOTE * 40_000, "longer than"),
    ("a.txt", NOTE * 200_000, "larger than"),
    ("a.html", "<html><head><title>x</title></head><body><script>var a = 1;</script></body></html>", "no article text"),
    ("a.html", "<" * 5000, "no article text"),
    ("a.json", '{"text": ', "line 1: is not JSON"),
    ("a.json", "[" * 100_000, "is not JSON"),
    ("a.json", "7", "no object"),
    ("a.jsonl", json.dumps({"text": NOTE}) + '\n\n{"text": x}', "line 3: is not JSON"),
    ("a.jsonl", '{"headline": "x"}', "headline"),
    ("a.jsonl", json.dumps({"text": NOTE + " \ud800"}), "not text"),
    ("a.csv", "judul,isi\nx,y\n", "isi, judul"),
    ("a.csv", f'id,text\n1,"{NOTE}"x\n', "is not CSV"),
]


@pytest.mark.parametrize(("name", "content", "says"), BAD, ids=[f"{name}-{says}-{i}" for i, (name, _, says) in enumerate(BAD)])
def test_bad_input_is_one_clear_error(tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(ArticleError) as error:
        articles.read(path)
    assert str(path) in str(error.value)
    assert says in str(error.value)
    assert error.value.cure
    assert "\n" not in str(error.value)


def test_a_file_that_has_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        articles.read(tmp_path / "gone.txt")


@pytest.mark.parametrize("text", [NOTE, "Wandala temui Sarpa bahas kerja sama nelayan", "Bupati Wandala meninjau bendungan", BODY])
def test_short_indonesian_notes_are_accepted(text: str) -> None:
    assert articles.read_stream(text)[0].id == "stdin"


def test_json_lines_give_an_article_each(tmp_path: Path) -> None:
    rows = [
        {"id": "pagi/1", "text": BODY, "title": "Wandala Terima Tamu", "url": "https://kabar.example/1",
         "publisher": "Kabar", "date": "2025-02-03T08:00:00Z"},
        {"content": NOTE, "date": "3 Februari 2025"},
        {"Body": NOTE, "date": None},
    ]
    first, second, third = articles.read(write(tmp_path, "hari.jsonl", "\n".join(map(json.dumps, rows)) + "\n"))
    assert (first.id, first.title, first.url, first.publisher, first.published) == (
        "hari-pagi-1", "Wandala Terima Tamu", "https://kabar.example/1", "Kabar", "2025-02-03")
    assert (second.id, second.text, second.published) == ("hari-2", NOTE, "2025-02-03")
    assert (third.id, third.published) == ("hari-3", None)


def test_json_may_be_one_object_a_list_or_lines(tmp_path: Path) -> None:
    row = json.dumps({"text": NOTE})
    assert [a.id for a in articles.read(write(tmp_path, "a.json", row))] == ["a"]
    assert [a.id for a in articles.read(write(tmp_path, "b.json", f"[{row}, {row}]"))] == ["b-1", "b-2"]
    assert [a.id for a in articles.read(write(tmp_path, "c.json", f"{row}\n{row}\n"))] == ["c-1", "c-2"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_gives_an_article_a_row(tmp_path: Path, mark: str) -> None:
    head, row = mark.join(["ID", "Title", "Text"]), mark.join(["x7", "Judul", f'"{NOTE}\n{NOTE}"'])
    (article,) = articles.read(write(tmp_path, "tabel.csv", f"\ufeff{head}\r\n{row}\r\n"))
    assert (article.id, article.title, article.text) == ("tabel-x7", "Judul", f"{NOTE}\n{NOTE}")


def test_one_bad_record_costs_no_other(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", "\n".join([json.dumps({"text": NOTE}), "{", json.dumps({"text": NOTE})]))
    kinds = [type(outcome) for outcome in articles.scan(path)]
    assert kinds == [Article, ArticleError, Article]
    with pytest.raises(ArticleError, match="line 2"):
        articles.read(path)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='id'><head><title>Wandala Terima Tamu</title>{head}</head><body>{body}</body></html>"


def test_html_gives_the_article_and_not_the_page(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{BODY} Bagian {i}.</p>" for i in "abcd")
    menu = "<nav><a href='/'>Beranda</a><a href='/olahraga'>Olahraga</a></nav><script>var rahasia = 'jangan';</script>"
    meta = "<meta property='article:published_time' content='2025-02-03T10:00:00+07:00'><meta property='og:site_name' content='Kabar Kita'>"
    article = one(write(tmp_path, "a.html", page(f"{menu}<article><h1>Wandala Terima Tamu</h1>{paragraphs}</article>", meta)))
    assert BODY in article.text
    assert "rahasia" not in article.text
    assert "Olahraga" not in article.text
    assert (article.id, article.title, article.publisher, article.published) == ("a", "Wandala Terima Tamu", "Kabar Kita", "2025-02-03")


@pytest.mark.parametrize("body", [
    "<div>" * 3000 + BODY, f"<p>{BODY}</p><!-- <p>buka", f"<table><td><p>{BODY}", f"<p>{BODY}&#0;&#x110000;&bogus;</p>",
    "<p>" + "<b>" * 500 + BODY,
    f"<svg><script>alert(1)</script></svg><p>{BODY}</p>", f"<![CDATA[{BODY}",
])
def test_hostile_html_gives_an_article_or_an_error(tmp_path: Path, body: str) -> None:
    for outcome in articles.scan(write(tmp_path, "a.html", page(body))):
        assert isinstance(outcome, Article | ArticleError)


def test_an_old_page_says_how_it_is_written(tmp_path: Path) -> None:
    text = page(f"<article><p>{BODY} “Baik,” katanya. Ia dari Orléans.</p><p>{BODY}</p></article>", "<meta charset='windows-1252'>")
    assert "“Baik,” katanya. Ia dari Orléans." in one(write(tmp_path, "a.html", text.encode("cp1252"))).text


def test_standard_input_is_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    (path,) = articles.find(["-"])
    assert (one(path).id, path) == ("stdin", articles.STDIN)


# --- what a text says of itself --------------------------------------------------------------------------------------------------------

PAGE = f"""Selasa, 4 Februari 2025
NASIONAL
Wandala Terima Tamu dari Negeri Seberang
Kabar.id | Selasa, 4 Februari 2025 16.40 WIB
wandala_terima_tamu_dari_negeri_seberang
Menteri Wandala menyambut tamunya di tangga kan
Menteri Wandala menyambut tamunya di tangga kantor. (Foto: Humas Perikanan)
0 Komentar

TELUK KACA, KABAR.ID - {BODY}

Baca Juga: Harga Ikan Turun

Tangkapan melimpah

“Kami akan lanjutkan,” ujar Wandala. (rw12)

Editor: Sarpa
Tag: ikan, nelayan
"""


def test_a_page_tells_its_title_publisher_and_day() -> None:
    (article,) = articles.read_stream(PAGE, "x")
    assert (article.title, article.publisher, article.published) == ("Wandala Terima Tamu dari Negeri Seberang", "KABAR.ID", "2025-02-04")


def test_only_title_caption_and_body_of_a_page_give_facts() -> None:
    heard = [kind for kind, _, gives_facts in zones(PAGE) if gives_facts]
    assert heard == ["headline", "caption"]
    left = PAGE
    for words in silent(PAGE):
        left = left.replace(words, "", 1)
    assert [line.strip() for line in left.splitlines() if line.strip()] == [
        "Wandala Terima Tamu dari Negeri Seberang", "Menteri Wandala menyambut tamunya di tangga kantor.", BODY,
        "“Kami akan lanjutkan,” ujar Wandala."]


DATELINES = [
    ("Teluk Kaca, KABAR.ID", None), ("TELUK KACA, KABAR.com -", "KABAR.com"), ("Jakarta (ANTARA) -", "ANTARA"), ("Kabar.id, Seoul -",
    "Kabar.id"),
    ("KABAR.CO, Jakarta –", "KABAR.CO"), ("Jakarta, IDN Times –", "IDN Times"), ("SEOUL -", None), ("Kabar.com —", "Kabar.com"),
    ("JAKARTA, KABAR.com--", "KABAR.com"),
    ("Jakarta -", None),
]


@pytest.mark.parametrize(("dateline", "publisher"), DATELINES)
def test_datelines(dateline: str, publisher: str | None) -> None:
    text = f"{dateline} {BODY}" if dateline[-1] in "-–—" else f"{dateline}\n\n{BODY}\n\n{BODY}"
    assert ("dateline", dateline, False) in zones(text)
    if publisher:
        assert articles.read_stream(text)[0].publisher == publisher


@pytest.mark.parametrize("text", [
    f"Wandala - Sarpa bertemu lagi. {BODY}", f"Menteri itu - kata orang - sibuk. {BODY}", f"WHO - badan dunia itu - menolak. {BODY}",
    f"Negeri Seberang-Teluk Kaca sepakat. {BODY}",
])
def test_what_is_no_dateline(text: str) -> None:
    assert silent(text) == []


SILENT_LINES = [
    "Baca Juga: Wandala Temui Sarpa", "Baca juga:Wandala Temui SarpaHarga Ikan Naik Lagi di Teluk Kaca", "BACA JUGA: Ikan Langka",
    "Simak juga Video: Panen Ikan", "Lihat juga: Foto Panen",
    "Iklan - Scroll untuk Melanjutkan", "SCROLL TO CONTINUE WITH CONTENT", "ADVERTISEMENT", "3 Komentar", "news_banner",
    "panen_ikan_di_teluk_kaca", "INTERNASIONAL",
    "BERITA TERPOPULER", "Editor: Sarpa Wandala", "Penulis: S. Wandala/Kabar", "Editorial Team", "EditorSarpa", "(hm16)",
    "Reporter: Sarpa", "Tag: ikan", "#Ikan #TelukKaca",
    "(Sumber: Antara)", "Sumber: Antara", "Copyright © KABAR 2025",
    "This story was written by our partners and was checked by the desk of the paper.",
    "Senin, 3 Februari 2025 | 10:20 WIB", "Diterbitkan: 03/02/2025 10:20", "Kabar.idSenin, 3 Februari 2025 16.40",
    "Monday, February 3, 2025", "Artikel ini telah tayang di Kabar.com dengan judul Panen Ikan",
    "Laporan Wartawan Kabar.com, Sarpa Wandala", "Ilustrasi ikan (unsplash.com/Sarpa)", "2. Nelayan berharap pada cuaca",
    "https://kabar.example/x", "[Gambas:Video Kabar]", "Harga ikan pekan ini",
]


@pytest.mark.parametrize("line", SILENT_LINES)
def test_furniture_gives_no_facts(line: str) -> None:
    assert line in silent(f"{BODY}\n\n{line}\n\n{BODY}")


@pytest.mark.parametrize("line", [
    "Editor harian itu ditahan polisi di Teluk Kaca.", "Iklan itu ditarik dari peredaran oleh pemerintah.",
    "Baca juga penting bagi anak, kata Wandala.",
    "Komentar Wandala memicu protes nelayan.", "“Kami menolak,” kata Wandala.", "Sumber itu menolak disebut namanya.",
    "Foto itu beredar luas pada Senin.", "Artikel ini dikutip banyak pihak.",
])
def test_sentences_that_begin_like_furniture_are_body(line: str) -> None:
    assert line not in silent(f"{BODY}\n{line}\n{BODY}")


@pytest.mark.parametrize("credit", [
    "(Foto: Sarpa)", "(ANTARA FOTO/Sarpa Wandala)", "(AFP/SARPA)", "(twitter.com/@sarpa)", "(commons.wikimedia.org/Kabar (resmi))",
    "(Dok. Kementerian Perikanan)", "ANTARA FOTO/Sarpa/rwa. (Antara)",
])
def test_a_caption_gives_facts_and_its_credit_none(credit: str) -> None:
    caption = "Menteri Wandala bersama nelayan Teluk Kaca."
    assert zones(f"{BODY}\n{caption} {credit}\n{BODY}") == [("caption", caption, True), ("credit", credit, False)]


def test_of_two_equal_lines_the_second_is_a_copy() -> None:
    caption = "Menteri Wandala bersama nelayan. (Foto: Sarpa)"
    assert [kind for kind, *_ in zones(f"{caption}\n{caption}\n{BODY}")] == ["caption", "credit", "boilerplate"]


def test_a_list_below_a_summary_heading_is_a_summary() -> None:
    text = f"Intinya sih...\n\n  • Wandala menerima tamu.\n\n  • Nelayan senang.\n\n{BODY}"
    assert zones(text) == [("boilerplate", "Intinya sih...", False), ("summary", "• Wandala menerima tamu.", True),
    ("summary", "• Nelayan senang.", True)]


def test_the_joke_after_a_summary_gives_no_facts() -> None:
    text = "\n".join([BODY, NOTE, "Ringkasan", "Wandala menerima tamu.", "Wah, saya sampai terharu.", "Sarpa menyerang Wandala."])
    assert silent(text) == ["Ringkasan", "Wah, saya sampai terharu.", "Sarpa menyerang Wandala."]


def test_titles_below_a_list_of_links_belong_to_it() -> None:
    text = f"{BODY}\nBaca Juga:\nHarga Ikan Naik\nWandala Temui Sarpa\n{BODY}"
    assert silent(text) == ["Baca Juga:", "Harga Ikan Naik", "Wandala Temui Sarpa"]


def test_text_that_is_wrapped_by_hand_has_no_headings() -> None:
    wrapped = "\n".join([
        "Menteri Perikanan Wandala menerima tamu dari", "Negeri Seberang di kantornya pada hari",
        "Senin. Mereka membahas kerja sama di laut.",
                         "Nelayan Teluk Kaca menyambut baik hasil", "Pertemuan Wandala dan tamunya di gedung",
                         "Kementerian. Pertemuan berikut digelar di", "Teluk Kaca bulan depan."])
    assert silent(f"{NOTE}\n{wrapped}") == []


def test_a_title_that_is_given_is_the_headline() -> None:
    assert zones(f"Kabar Pagi\n{BODY}\n{NOTE}", title="Kabar pagi") == [("headline", "Kabar Pagi", True)]


ODD = ["", " ", "•", "-", "Ringkasan", "Baca Juga:", "\r", "(x)", "1.", "A -", "\ufeff"]
LINES = st.lists(st.sampled_from([*SILENT_LINES, BODY, NOTE, *ODD]), max_size=9).map("\n".join)


@given(st.one_of(st.text(max_size=200), LINES))
def test_zones_are_in_order_and_apart(text: str) -> None:
    last = 0
    for zone in _zones.find(text, None, _zones.load()).zones:
        assert last <= zone.span.start < zone.span.end <= len(text)
        last = zone.span.end


@given(st.binary(max_size=200))
def test_any_bytes_give_articles_or_errors(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for suffix in (".txt", ".json", ".jsonl", ".csv"):
        assert all(isinstance(outcome, Article | ArticleError) for outcome in articles.scan(write(folder, f"a{suffix}", raw)))
