"""What is known of the world before any article is read: names, their spellings, who held which office when.

The tables are CSV files that anyone can edit; `load` checks every row. A lookup answers by name alone: which of several
bearers of a name an article means is for `kg.entities` to say.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

from kg.errors import LanguageError
from kg.names import fold, is_code, slug

TYPES = frozenset({"PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW"})
CLOSE = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP"})  # taggers and readers disagree among these
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_QID = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the registry knows.

    state: id of the state or body whose voice this name may stand for (a capital, a seat of government).
    part_of: id of what it belongs to. distinct: ids that it must never be merged with. capital_of: id of the state whose capital it is.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    english: str | None = None
    wikidata: str | None = None
    iso2: str | None = None
    iso3: str | None = None
    state: str | None = None
    part_of: str | None = None
    distinct: tuple[str, ...] = ()
    capital_of: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """An office that a person held: title without its country, `of` an entity's id, first and last day at their own precision."""

    person: str
    title: str
    of: str
    start: str | None = None
    end: str | None = None

    def held(self, date: str) -> bool:
        """Was it held on this ISO date? A date as coarse as a month or a year is held if any of its days may be."""
        begun = not self.start or self.start[: len(date)] <= date[: len(self.start)]
        return begun and (not self.end or date[: len(self.end)] <= self.end[: len(date)])


@dataclass(frozen=True)
class Registry:
    """Entries by id, in the order of their files, and positions."""

    entries: Mapping[str, Entry]
    offices: tuple[Position, ...] = ()

    def get(self, id: str) -> Entry:
        """The entry with this id; KeyError if there is none."""
        return self.entries[id]

    def __contains__(self, id: object) -> bool:
        return id in self.entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def named(self, text: str, type: str | None = None) -> tuple[Entry, ...]:
        """Who bears this name: those of just this type, else those of a type close to it; none if nobody does.

        Case, accents, dots, quotes and kinds of dash or space do not matter, except that forms of three letters or
        fewer in capitals (AS, UE, KPK) match only in capitals.
        """
        found = self._by_name.get(_key(text), ())
        if is_code(text):
            found += tuple(e for e in self._by_name.get(fold(text), ()) if e not in found)
        exact = tuple(e for e in found if type in (None, e.type))
        return exact or tuple(e for e in found if {type, e.type} <= CLOSE)

    def above(self, id: str) -> Iterator[str]:
        """What an entry belongs to, and what that belongs to, and so on."""
        seen = {id}
        while id in self.entries and (upper := self.entries[id].part_of) and upper not in seen:
            yield upper
            seen.add(upper)
            id = upper

    def positions(self, person: str, date: str | None = None) -> tuple[Position, ...]:
        """The offices of a person, all or those held on an ISO date."""
        return tuple(p for p in self._by_person.get(person, ()) if date is None or p.held(date))

    def holders(self, title: str, of: str, date: str | None = None) -> tuple[Position, ...]:
        """Who held this office, ever or on an ISO date."""
        return tuple(p for p in self.offices if p.of == of and fold(p.title) == fold(title) and (date is None or p.held(date)))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Entry, ...]]:
        index: dict[str, dict[str, Entry]] = {}
        for entry in self:
            for form in (entry.name, *entry.aliases):
                index.setdefault(_key(form), {})[entry.id] = entry
        return {key: tuple(entries.values()) for key, entries in index.items()}

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Position, ...]]:
        index: dict[str, list[Position]] = {}
        for position in self.offices:
            index.setdefault(position.person, []).append(position)
        return {person: tuple(held) for person, held in index.items()}


def _key(form: str) -> str:
    return "=" + form.replace(".", "") if is_code(form) else fold(form)


def load(*paths: Path) -> Registry:
    """Read registry tables (CSV files, or folders of them).

    A table may give an id of an earlier one again, with the same type, to add names to it.

    Raises:
        LanguageError: names the file and line of a row that is wrong.
    """
    entries: dict[str, Entry] = {}
    places: dict[str, str] = {}
    offices: list[tuple[str, Position]] = []
    capitals: list[tuple[str, Mapping[str, str]]] = []
    for path in _files(paths):
        for where, row in _rows(path):
            if "person" in row:
                offices.append((where, _position(row, where)))
                continue
            if "capital" in row:
                capitals.append((where, row))
                continue
            entry = _entry(row, where)
            known = entries.get(entry.id)
            if known is not None and (known.type != entry.type or places[entry.id].rsplit(":", 1)[0] == str(path)):
                raise LanguageError(where, f"id {entry.id!r} is taken already at {places[entry.id]}", "give one of the two another id")
            entries[entry.id], places[entry.id] = _joined(known, entry) if known else entry, where
    _check_links(entries, places, offices, capitals)
    entries |= {row["capital"]: replace(entries[row["capital"]], capital_of=row["of"]) for _, row in capitals}
    return Registry(entries, tuple(position for _, position in offices))


def _joined(known: Entry, more: Entry) -> Entry:
    """An entry with what a later table says of it: further names and distinctions; a name that is another is a further one."""
    forms = dict.fromkeys((*known.aliases, *more.aliases, *((more.name,) if more.name != known.name else ())))
    return replace(known, aliases=tuple(forms), distinct=tuple(dict.fromkeys((*known.distinct, *more.distinct))))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.csv")) if path.is_dir() else [path]


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            if header not in (ENTRY_COLUMNS, POSITION_COLUMNS, CAPITAL_COLUMNS):
                kinds = " or ".join(",".join(columns) for columns in (ENTRY_COLUMNS, POSITION_COLUMNS, CAPITAL_COLUMNS))
                raise LanguageError(f"{path}:1", "unknown columns", f"write {kinds}")
            for cells in reader:
                where = f"{path}:{reader.line_num}"
                if len(cells) != len(header):
                    raise LanguageError(where, f"{len(cells)} cells", f"there are {len(header)} columns; put a cell with a comma in quotes")
                yield where, dict(zip(header, map(str.strip, cells), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LanguageError(path, f"cannot be read: {error}", "a registry table is a CSV file in UTF-8") from error


def _entry(row: Mapping[str, str], where: str) -> Entry:
    _expect(row["id"] == slug(row["id"]) != "", where, f"{row['id']!r} is no id", f"write {slug(row['id'] or row['name'])!r}")
    _expect(row["type"] in TYPES, where, f"unknown type {row['type']!r}", f"one of {' '.join(sorted(TYPES))}")
    _expect(bool(row["name"]), where, "no name", "write the usual name")
    qid = row["wikidata"]
    _expect(not qid or bool(_QID.fullmatch(qid)), where, f"{qid!r} is no Wikidata id", "write it as Q42")
    for column, length in (("iso2", 2), ("iso3", 3)):
        code = row[column]
        _expect(not code or (len(code) == length and code.isupper()), where, f"{code!r} is no {column}", f"{length} capitals")
    links = {column: row[column] or None for column in ("english", "wikidata", "iso2", "iso3", "state", "part_of")}
    return Entry(row["id"], row["type"], row["name"], _list(row["aliases"]), distinct=_list(row["distinct"]), **links)


def _position(row: Mapping[str, str], where: str) -> Position:
    _expect(bool(row["title"]), where, "no title", "write the office without its country")
    for column in ("from", "to"):
        date = row[column]
        _expect(not date or bool(_DATE.fullmatch(date)), where, f"{date!r} is no date", "write 2025, 2025-09 or 2025-09-08")
    start, end = row["from"] or None, row["to"] or None
    _expect(not (start and end) or str(start)[:4] <= str(end)[:4], where, f"ends ({end}) before it starts ({start})", "swap them")
    return Position(row["person"], row["title"], row["of"], start, end)


def _check_links(
    entries: Mapping[str, Entry],
    places: Mapping[str, str],
    offices: Iterable[tuple[str, Position]],
    capitals: Iterable[tuple[str, Mapping[str, str]]],
) -> None:
    links = [(places[e.id], target) for e in entries.values() for target in (e.state, e.part_of, *e.distinct) if target]
    links += [(where, target) for where, office in offices for target in (office.person, office.of)]
    links += [(where, target) for where, row in capitals for target in (row["capital"], row["of"])]
    for where, target in links:
        _expect(target in entries, where, f"points to {target!r}, which is nowhere", "add that id or mend this one")


def _expect(right: bool, where: str, what: str, cure: str) -> None:
    if not right:
        raise LanguageError(where, what, cure)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


ENTRY_COLUMNS = [field.name for field in fields(Entry) if field.name != "capital_of"]
CAPITAL_COLUMNS = ["capital", "of"]
POSITION_COLUMNS = ["person", "title", "of", "from", "to"]
