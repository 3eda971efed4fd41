"""Registry tables: looked up as the press writes, refused when a row is wrong, and right about what they ship."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg import names, registry
from kg.errors import LanguageError

SHIPPED = Path(registry.__file__).parent / "languages" / "id"
WORLD = registry.load(SHIPPED / "registry")
PATTERNS = names.load(SHIPPED / "names.yaml")
HEAD = "id,type,name,aliases,english,wikidata,iso2,iso3,state,part_of,distinct\n"
OFFICES = "person,title,of,from,to\n"


def ids(text: str, type: str | None = None) -> list[str]:
    return [entry.id for entry in WORLD.named(text, type)]


def table(folder: Path, rows: str, *, name: str = "things.csv", head: str = HEAD) -> Path:
    path = folder / name
    path.write_text(head + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("KOREA Selatan", "korea-selatan"),
        ("Kim Jong\u00a0Un", "kim-jong-un"),
        ("Kim Jong–un", "kim-jong-un"),
        ("Türkiye", "turki"),
        ("Ma’ruf Amin", "maruf-amin"),
        ("Washington, D.C.", "washington"),
        ("St. Petersburg", "st-petersburg"),
        ("perserikatan bangsa bangsa", "perserikatan-bangsa-bangsa"),
        ("Negeri Paman Sam", "amerika-serikat"),
        ("Republik Islam Iran", "iran"),
        ("Perancis", "prancis"),
        ("Cina", "tiongkok"),
        ("Britania Raya", "inggris"),
        ("Jateng", "jawa-tengah"),
        ("Erdoğan", "recep-tayyip-erdogan"),
    ],
)
def test_spellings_of_one_name(text: str, id: str) -> None:
    assert ids(text) == [id]


def test_short_forms_need_their_capitals() -> None:
    assert ids("AS") == ["amerika-serikat"]
    assert ids("as") == ids("As") == []
    assert ids("Nato") == ids("NATO") == ["nato"]


def test_a_type_chooses_and_close_types_help_out() -> None:
    assert ids("Kremlin", "ORG") == ids("Kremlin", "FAC") == ["kremlin"]
    assert ids("Kremlin", "PER") == []
    assert ids("Putin", "PER") == ["vladimir-putin"]
    assert ids("Putin", "GPE") == []


def test_ambiguous_names_give_all_their_bearers_in_order() -> None:
    assert ids("Mahkamah Agung") == ["mahkamah-agung", "mahkamah-agung-amerika-serikat"]


def test_offices_have_days() -> None:
    def held(person: str, date: str) -> list[str]:
        return [f"{p.title} {p.of}" for p in WORLD.positions(person, date)]

    assert held("sri-mulyani-indrawati", "2025-09-07") == ["Menteri Keuangan indonesia"]
    assert held("sri-mulyani-indrawati", "2025-10-01") == []
    assert held("purbaya-yudhi-sadewa", "2025-10") == ["Menteri Keuangan indonesia"]
    assert held("donald-trump", "2018") == ["Presiden amerika-serikat"]
    assert held("donald-trump", "2022-06-01") == []
    assert [p.person for p in WORLD.holders("Perdana Menteri", "jepang", "2025-11-01")] == ["sanae-takaichi"]


def test_no_state_has_two_heads_of_one_title_on_one_day() -> None:
    for day in ("2019-06-01", "2023-06-01", "2025-06-10", "2025-11-15"):
        heads = Counter((p.title, p.of) for e in WORLD for p in WORLD.positions(e.id, day) if p.title in ("Presiden", "Perdana Menteri"))
        assert [office for office, count in heads.items() if count > 1] == []


def test_every_state_has_codes_and_every_capital_speaks_for_something() -> None:
    assert len([e for e in WORLD if e.iso2]) >= 249
    assert {WORLD.get("moskow").state, WORLD.get("brussel").state} == {"rusia", "uni-eropa"}
    assert len([e for e in WORLD if e.part_of == "indonesia" and any(a.startswith("Provinsi ") for a in e.aliases)]) == 38


def test_no_two_entries_differ_only_by_a_typing_slip() -> None:
    """One name in two rows of a file is a mistake unless both are real, as a court that two states call by one name."""
    shared = {form for e in WORLD for form in (e.name, *e.aliases) if len(WORLD.named(form, e.type)) > 1}
    assert shared <= {"Mahkamah Agung", "Mahkamah Konstitusi", "Partai Buruh", "Partai Demokrat", "Demokrat", "UPI"}


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Rusia,GPE,Rusia,,,,,,,,\n", "'Rusia' is no id"),
        ("rusia,STATE,Rusia,,,,,,,,\n", "unknown type 'STATE'"),
        ("rusia,GPE,,,,,,,,,\n", "no name"),
        ("rusia,GPE,Rusia,,,159,,,,,\n", "'159' is no Wikidata id"),
        ("rusia,GPE,Rusia,,,,ru,,,,\n", "'ru' is no iso2"),
        ("rusia,GPE,Rusia,,,,,,,,belarus\n", "'belarus', which is nowhere"),
        ("rusia,GPE,Rusia,,,,,,,asia,\n", "'asia', which is nowhere"),
        ("rusia,GPE,Rusia\n", "3 cells"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(LanguageError, match=r"things\.csv:2: ") as error:
        registry.load(table(tmp_path, row))
    assert what in str(error.value)


def test_an_id_is_given_once(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"things\.csv:3: id 'rusia' is taken already at .*things\.csv:2"):
        registry.load(table(tmp_path, "rusia,GPE,Rusia,,,,,,,,\n" * 2))


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="unknown columns"):
        registry.load(table(tmp_path, "", head="name,type\n"))


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("budi,Presiden,rusia,,\n", "'budi', which is nowhere"),
        ("rusia,,rusia,,\n", "no title"),
        ("rusia,Presiden,rusia,20 Mei,\n", "'20 Mei' is no date"),
        ("rusia,Presiden,rusia,2025,2020\n", "ends"),
    ],
)
def test_a_wrong_position_is_named(tmp_path: Path, row: str, what: str) -> None:
    things = table(tmp_path, "rusia,GPE,Rusia,,,,,,,,\n")
    with pytest.raises(LanguageError) as error:
        registry.load(things, table(tmp_path, row, name="offices.csv", head=OFFICES))
    assert what in str(error.value)


def test_users_may_add_tables(tmp_path: Path) -> None:
    own = table(tmp_path, 'rsb,ORG,"Rumah Singgah Bahari, Tegal",RSB,,,,,,tegal,\n')
    world = registry.load(SHIPPED / "registry", own)
    assert [e.id for e in world.named("RSB")] == ["rsb"]


# --- names as text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. H. Ridwan Kamil, S.T., M.U.D.", "Ridwan Kamil"),
        ("Komjen Pol (Purn) Firli Bahuri", "Firli Bahuri"),
        ("Presiden Prabowo", "Prabowo"),
        ("Sheikh Hasina", "Hasina"),
        ("Putri Kenanga", "Putri Kenanga"),
        ("Prof. Dewi Larasati", "Dewi Larasati"),
        ("Dr.", "Dr"),
    ],
)
def test_persons_without_titles(text: str, name: str) -> None:
    assert PATTERNS.person(text) == name


def test_abbreviations_are_written_out_whole_words_and_longest_first() -> None:
    assert PATTERNS.expand("Plt. Menko Polkam") == "Pelaksana Tugas Menteri Koordinator Bidang Politik dan Keamanan"
    assert PATTERNS.expand("PM Peru dan pm lain, Dubesnya") == "Perdana Menteri Peru dan pm lain, Dubesnya"


def test_a_names_file_with_a_slip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    slips = {"honorific: [pak]": "unknown section 'honorific'", "heads: partai": "names.yaml: heads", "- pak": "no sections"}
    for text, what in slips.items():
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LanguageError, match=what):
            names.load(path)


def test_slugs_are_never_empty() -> None:
    assert names.slug("Ямал") != names.slug("北京") != ""
    assert names.slug("Jean-Noël Barrot") == "jean-noel-barrot"


def test_a_later_table_adds_names(tmp_path: Path) -> None:
    first = table(tmp_path, "rusia,GPE,Rusia,Federasi Rusia,,,,,,,\n")
    mine = tmp_path / "mine.csv"
    mine.write_text(first.read_text(encoding="utf-8").replace("Rusia,Federasi Rusia", "Rossiya,Negeri Beruang"), encoding="utf-8")
    known = registry.load(first, mine)
    assert known.get("rusia").name == "Rusia"
    assert {e.id for form in ("Federasi Rusia", "Rossiya", "Negeri Beruang") for e in known.named(form)} == {"rusia"}


def test_a_capital_is_of_a_state_that_there_is(tmp_path: Path) -> None:
    assert {WORLD.get("amsterdam").capital_of, WORLD.get("kyiv").capital_of} == {"belanda", "ukraina"}
    assert WORLD.get("den-haag").capital_of is None  # the seat of a government is another thing
    (tmp_path / "capitals.csv").write_text("capital,of\nkota-emas,rusia\n", encoding="utf-8")
    with pytest.raises(LanguageError, match=r"capitals\.csv:2: points to 'kota-emas'"):
        registry.load(table(tmp_path, "rusia,GPE,Rusia,,,,,,,,\n"), tmp_path / "capitals.csv")
