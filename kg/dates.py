"""Indonesian time expressions -> ISO 8601 dates at the precision of the text (2024, 2024-11, 2024-11-16).

Wording comes from `languages/<code>/dates.yaml`. A date is never more precise than the words, and what cannot be told gives no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from kg._words import BLANK, GAP, INDONESIAN, either, lower, numbered, read
from kg.errors import LanguageError
from kg.types import Span

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
AHEAD = 120                 # days: a date without a year lies at most so far after the article ...
BEHIND = 245                # ... and, if another year would bring it nearer, at most so far before
EARLIEST = 1995  # no page of news is older: an earlier year is history
LEAD = 1500                 # characters in which an article says on what day it was written

YEARS = r"(?:1[5-9]|20)\d\d"
DAYS = r"(?:3[01]|[12]\d|0?[1-9])"
MONTHS = r"(?:1[0-2]|0?[1-9])"
BEGIN = r"(?<![\w./,:–-])"  # not within a number, a word or a web address
END = r"(?![\w/]|[.,:]\d|[-–]\w)"


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A date in a text. value: ISO, at its own precision. end: the last day, month or year of a range, else None."""

    span: Span
    value: str
    end: str | None
    text: str


Value = tuple[str, str | None]


@dataclass(frozen=True, eq=False)
class DateWords:
    """What dates.yaml holds; its comments say what each list means. All words are in lower case."""

    months: Mapping[str, int]
    full_months: frozenset[str]
    name_months: frozenset[str]
    month_openers: frozenset[str]
    weekdays: Mapping[str, int]
    weekday_never_after: frozenset[str]
    weekday_never_before: frozenset[str]
    year_openers: frozenset[str]
    numbered: frozenset[str]
    counted: frozenset[str]
    parts: frozenset[str]
    days: Mapping[str, int]
    units: Mapping[str, str]
    one: str
    numbers: Mapping[str, int]
    vague: frozenset[str]
    past: frozenset[str]
    future: frozenset[str]
    same: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    only_counted: frozenset[str]
    never_counted: frozenset[str]
    repeat: frozenset[str]
    to: frozenset[str]
    both: frozenset[str]
    day_openers: frozenset[str]

    @classmethod
    def load(cls, path: Path = INDONESIAN / "dates.yaml") -> DateWords:
        """Raises LanguageError if the file lacks something."""
        data = read(path)
        try:
            return cls._of(data)
        except (KeyError, TypeError, AttributeError, IndexError) as problem:
            raise LanguageError(path, f"lacks or misuses {problem}", "see the comments in the Indonesian file") from problem

    @classmethod
    def _of(cls, data: Mapping[str, Any]) -> DateWords:
        def ordered(rows: Iterable[Iterable[str]], first: int) -> dict[str, int]:
            return {form.lower(): place for place, row in enumerate(rows, first) for form in row}

        tables = ("months", "full_months", "weekdays", "days", "units", "one", "numbers")
        return cls(
            months=ordered(data["months"], 1), full_months=lower(row[0] for row in data["months"]), weekdays=ordered(data["weekdays"], 0),
            days=numbered(data["days"]), units=numbered(data["units"]), one=data["one"].lower(), numbers=numbered(data["numbers"]),
            **{f.name: lower(data[f.name]) for f in fields(cls) if f.name not in tables})

    @cached_property
    def grammar(self) -> tuple[tuple[re.Pattern[str], Reader], ...]:
        """Patterns and what reads their matches."""
        return tuple((re.compile(BEGIN + pattern + END, re.I), reader) for pattern, reader in _patterns(self))

    @cached_property
    def ends(self) -> Mapping[str, re.Pattern[str]]:
        """By list: the end of a text whose last word is in the list."""
        return {name: re.compile(rf"(?<!\w){either(getattr(self, name))}\s+$", re.I)
                for name in ("month_openers", "year_openers", "vague", "weekday_never_after")}

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """All that may stand between two dates that are told in one breath."""
        return re.compile(rf"\s*(?:,|/|[-–—]|{either(self.both | self.to)}|,\s*{either(self.both)})\s*", re.I)

    @cached_property
    def no_day(self) -> re.Pattern[str]:
        return re.compile(rf"\s+{either(self.weekday_never_before)}\b", re.I)

    @cached_property
    def no_year(self) -> re.Pattern[str]:
        return re.compile(rf"\s+{either(self.counted)}\b", re.I)

    @cached_property
    def law(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){either(self.numbered)}\s*[\w./-]+\s+(?:\w+\s+)?$", re.I)


@dataclass
class _Scan:
    """Where a pass over a text stands: the day of the article, and the dates found so far."""

    text: str
    words: DateWords
    reference: date | None
    found: list[Dated]

    def month(self, name: str) -> int:
        return self.words.months[name.lower().rstrip(".")]

    def preceded(self, place: int, by: str) -> bool:
        match = self.words.ends[by].search(self.text, max(0, place - 40), place)
        return match is not None and not (match[0].isupper() and len(match[0].strip()) > 3)      # ANTARA 2025 is a credit


Reader = Callable[[re.Match[str], _Scan], "Value | None"]


def find(text: str, reference: str | None, words: DateWords) -> list[Dated]:
    """The dates of a text, in order.

    Args:
        text: best a whole article, since "sehari sebelumnya" counts from the date that stands before it.
        reference: the day of the article (ISO); None leaves out what counts from it.
    """
    scan = _Scan(text, words, _day(reference), [])
    matches = [(m.start(), -m.end(), order, m, reader)
               for order, (pattern, reader) in enumerate(words.grammar) for m in pattern.finditer(text)]
    done = 0
    for start, end, _, match, reader in sorted(matches, key=lambda row: row[:3]):
        if start < done:
            continue
        try:
            value = reader(match, scan)
        except (ValueError, OverflowError):             # no such day, or none that a calendar holds
            value = None
        if value:
            done = -end
            scan.found.append(Dated(Span(start, done), *value, match[0]))
    return scan.found


def reference(text: str, published: str | None, words: DateWords) -> str | None:
    """The day from which an article counts: that of publication, else the first full date of the text, best one with its weekday.

    A weekday with day and month, "Minggu (21/12)", gets the year that fits it next to the years which the text names.
    """
    if day := _day(published):
        return day.isoformat()
    full = [d for d in find(text, None, words) if len(d.value) == len("2024-11-16")]
    latest = max((d.value for d in full), default="0")[:4]
    recent = [d for d in full if int(d.value[:4]) >= int(latest) - 1]           # an old date is history, not the day of writing
    weekday = re.compile(either(words.weekdays), re.I)
    spoken = next((d.value for d in recent if d.span.start < LEAD and weekday.match(d.text)), None)
    leading = (d.value for d in recent if d.span.start < LEAD)  # further on, a day without its weekday is history
    return spoken or _by_weekday(text, words) or next(leading, None)


def _by_weekday(text: str, words: DateWords) -> str | None:
    years = {y for y in map(int, re.findall(rf"(?<![\w.,]){YEARS}(?![\w]|[.,]\d)", text)) if y >= EARLIEST}
    pattern = re.compile(rf"({either(words.weekdays)}),?\s*\(({DAYS})/({MONTHS})\)", re.I)
    for match in pattern.finditer(text[: 2 * LEAD]):
        day, month, weekday = int(match[2]), int(match[3]), words.weekdays[match[1].lower()]
        fits = [d for y in sorted({y + i for y in years for i in range(3)}) if (d := _date(y, month, day)) and d.weekday() == weekday]
        if fits:
            return min(fits, key=lambda d: (min(d.year - y for y in years if y <= d.year), -d.year)).isoformat()
    return None


# --- the grammar ---------------------------------------------------------------------------------------------------------------------

def _patterns(w: DateWords) -> Iterator[tuple[str, Reader]]:
    weekday, unit = either(w.weekdays), either(w.units)
    month = rf"(?:{either(w.full_months)}\b|{either(w.months.keys() - w.full_months)}\b\.?)"
    part = rf"(?:(?P<part>{either(w.parts)}){GAP})?"
    way = either(w.past | w.future | w.same | w.before | w.after)
    to = rf"(?:\s?[-–—]\s?|{GAP}{either(w.to | w.both)}{GAP})"
    year_word = either(u for u, kind in w.units.items() if kind == YEAR)
    week_word = either(u for u, kind in w.units.items() if kind == WEEK)
    day_name = rf"(?:(?P<weekday>{weekday})(?:\s?[-–]\s?{weekday})?{BLANK},?{BLANK})"
    of_year = rf"(?:{BLANK},?{GAP}(?:{year_word}{GAP})?(?P<year>{YEARS})|{GAP}(?:(?P<which>{year_word}){GAP})?(?P<way>{way}))"
    yield rf"(?P<year>{YEARS})-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]+Z?)?", _figures
    yield (rf"{day_name}?(?P<open>\()?(?:(?P<first>{DAYS})(?:/(?P<first_month>{MONTHS}))?\s?[-–]\s?)?(?P<day>{DAYS})[/-](?P<month>{MONTHS})"
           rf"(?:[/-](?P<year>{YEARS}|\d\d))?(?(open)\))"), _figures
    yield (rf"{day_name}?(?P<open>\()?(?:{either(w.day_openers)}{GAP})?"
           rf"(?:(?P<first>{DAYS})(?:{GAP}(?P<first_month>{month})(?:{GAP}(?P<first_year>{YEARS}))?)?{to})?"
           rf"(?P<day>{DAYS}){GAP}(?P<month>{month}){of_year}?(?(open)\))"), _spelt
    yield rf"{day_name}?(?P<month>{month}){GAP}(?P<day>{DAYS}),{GAP}(?P<year>{YEARS})", _spelt
    yield rf"{part}(?:(?P<first_month>{month}){to})?(?P<month>{month}){of_year}?", _month
    number = rf"(?:(?P<number>\d{{1,3}}|{either(w.numbers)}){GAP}|(?P<one>{re.escape(w.one)}))"
    yield rf"{part}{number}?(?P<unit>{unit}){GAP}(?P<way>{way})", _unit
    yield rf"(?P<weekday>{weekday})(?:{GAP}(?P<week>{week_word}))?(?:{GAP}(?P<way>{way}))?", _weekday
    yield either(w.days), _named_day
    yield either(w.repeat), _repeated
    yield rf"{part}(?:{year_word}{GAP})?(?P<year>{YEARS})(?:\s?[-–/]\s?(?P<last>{YEARS}))?(?:{GAP}(?P<way>{way}))?", _year


def _figures(m: re.Match[str], scan: _Scan) -> Value | None:
    """Minggu (21/12), (27/10/2025), 2025-10-27."""
    parts = m.groupdict()
    if not parts["year"] and not (parts.get("weekday") and parts.get("open")):
        return None                                      # 3/4 may be a fraction or a score
    year = int(parts["year"]) if parts["year"] else None
    if year is not None and year < 100:
        year += 2000
    return _day_of(scan, parts, int(parts["month"]), year, int(parts.get("first_month") or parts["month"]))


def _spelt(m: re.Match[str], scan: _Scan) -> Value | None:
    """Rabu, 6 September 2023; 28-29 Oktober; 30 September - 2 Oktober 2025; 19 Mei lalu."""
    parts = m.groupdict()
    month = scan.month(parts["month"])
    first = scan.month(parts.get("first_month") or parts["month"])
    year = int(parts["year"]) if parts["year"] else _shifted_year(scan, parts)
    return _day_of(scan, parts, month, year, first)


def _day_of(scan: _Scan, parts: Mapping[str, str | None], month: int, year: int | None, first_month: int) -> Value | None:
    day = int(parts["day"] or 0)
    if year:
        last = date(year, month, day)
    else:
        name = parts.get("weekday") if not parts.get("first") else None
        found = _nearest(scan, month, day, scan.words.weekdays[name.lower()] if name else None, _way(scan, parts))
        if not found:
            return None
        last = found
    if not parts.get("first"):
        return last.isoformat(), None
    first_year = int(parts.get("first_year") or last.year - (first_month > month))
    begin = date(first_year, first_month, int(parts["first"] or 0))
    return (begin.isoformat(), last.isoformat()) if begin < last else None


def _month(m: re.Match[str], scan: _Scan) -> Value | None:
    """Oktober 2024; awal Juni; September lalu; Juni tahun lalu; pada September."""
    parts = m.groupdict()
    month = scan.month(parts["month"])
    if parts["year"]:
        year: int | None = int(parts["year"])
    elif parts["way"]:
        year = _shifted_year(scan, parts) if parts["which"] else _year_of_month(scan, month, _way(scan, parts))
    elif _is_bare_month(m, scan):
        year = _year_of_month(scan, month, 0)
    else:
        year = None
    if not year:
        return None
    last = f"{year:04}-{month:02}"
    if not parts["first_month"]:
        return last, None
    first = scan.month(parts["first_month"])
    begin = f"{year - (first > month):04}-{first:02}"
    return (begin, last) if begin != last else (last, None)


def _is_bare_month(m: re.Match[str], scan: _Scan) -> bool:
    name = m["month"]
    opened = m["part"] or m["first_month"] or scan.preceded(m.start(), "month_openers")
    followed_by_name = scan.text[m.end() : m.end() + 2].strip()[:1].isupper()
    return bool(opened and name.lower() in scan.words.full_months and name[0].isupper()
                and not (name.lower() in scan.words.name_months and followed_by_name))


def _unit(m: re.Match[str], scan: _Scan) -> Value | None:
    """Bulan lalu, tahun depan, dua hari yang lalu, sehari sebelumnya."""
    words, way, unit = scan.words, _flat(m["way"]), scan.words.units[m["unit"].lower()]
    counted = bool(m["number"] or m["one"])
    if way in (words.never_counted if counted else words.only_counted) or scan.preceded(m.start(), "vague"):
        return None
    number = 1 if not m["number"] else int(m["number"]) if m["number"].isdigit() else words.numbers[_flat(m["number"])]
    if way in words.before | words.after:
        return _from_anchor(scan, unit, -number if way in words.before else number)
    if not scan.reference or (unit == DAY and not counted):
        return None
    return _at(scan.reference, unit, 0 if way in words.same else -number if way in words.past else number)


def _from_anchor(scan: _Scan, unit: str, number: int) -> Value | None:
    """Counted from the date that the text named last, if that is precise enough; else from the day of the article."""
    if scan.found:
        value = scan.found[-1].value
        precise = {4: (YEAR,), 7: (YEAR, MONTH)}.get(len(value), (YEAR, MONTH, WEEK, DAY))
        return _at(date.fromisoformat((value + "-01-01")[:10]), unit, number) if unit in precise else None
    return _at(scan.reference, unit, number) if scan.reference else None


def _at(start: date, unit: str, number: int) -> Value | None:
    """So many units away, at the precision of the unit; a week is told by its month, if it lies within one."""
    if unit == YEAR:
        return f"{date(start.year + number, 1, 1).year:04}", None
    if unit == MONTH:
        years, month = divmod(start.year * 12 + start.month - 1 + number, 12)
        return date(years, month + 1, 1).isoformat()[:7], None
    if unit == DAY:
        return (start + timedelta(number)).isoformat(), None
    monday = start + timedelta(7 * number - start.weekday())
    sunday = monday + timedelta(6)
    return (monday.isoformat()[:7], None) if monday.month == sunday.month else None


def _weekday(m: re.Match[str], scan: _Scan) -> Value | None:
    """Senin lalu, Kamis depan, Rabu pekan lalu; alone: the last such day, the article's own included."""
    words, name = scan.words, m["weekday"]
    if not scan.reference or not name[0].isupper():
        return None
    if scan.preceded(m.start(), "weekday_never_after") or words.no_day.match(scan.text, m.end()):
        return None                                      # Pasar Minggu, Jumat Agung
    weekday, way = words.weekdays[name.lower()], _flat(m["way"] or "")
    back = (scan.reference.weekday() - weekday) % 7
    if m["week"]:
        monday = scan.reference - timedelta(scan.reference.weekday())
        shift = -7 if way in words.past else 7 if way in words.future else 0
        return ((monday + timedelta(weekday + shift)).isoformat(), None) if way else None
    if way in words.future:
        return (scan.reference + timedelta(7 - back)).isoformat(), None
    if way in words.past:
        return (scan.reference - timedelta(back or 7)).isoformat(), None
    if way in words.same:
        return (scan.reference - timedelta(scan.reference.weekday() - weekday)).isoformat(), None
    return (scan.reference - timedelta(back)).isoformat(), None


def _named_day(m: re.Match[str], scan: _Scan) -> Value | None:
    """Kemarin, hari ini, besok."""
    return ((scan.reference + timedelta(scan.words.days[_flat(m[0])])).isoformat(), None) if scan.reference else None


def _repeated(m: re.Match[str], scan: _Scan) -> Value | None:
    """Hari yang sama."""
    return _from_anchor(scan, DAY, 0)


def _year(m: re.Match[str], scan: _Scan) -> Value | None:
    """Pada 2024; tahun 2006; 2024 lalu; akhir 2023; 2014-2019. A bare number of four figures is no year."""
    words, start = scan.words, m.start("year")
    if scan.words.law.search(scan.text, max(0, start - 40), start):
        return None
    if not m["way"] and words.no_year.match(scan.text, m.end()):
        return None
    beside = scan.found and words.joint.fullmatch(scan.text, scan.found[-1].span.end, m.start())
    opened = m["part"] or m["way"] or start > m.start() or beside or scan.preceded(start, "year_openers")
    if not opened:
        return None
    return (m["year"], m["last"]) if not m["last"] or m["year"] < m["last"] else None


# --- reckoning -------------------------------------------------------------------------------------------------------------------------

def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 0 < year < 10000 and 0 < day <= monthrange(year, month)[1] else None


def _way(scan: _Scan, parts: Mapping[str, str | None]) -> int:
    """-1 for lalu, 1 for mendatang, 0 for ini or nothing."""
    way = _flat(parts.get("way") or "")
    return (way in scan.words.future | scan.words.after) - (way in scan.words.past | scan.words.before)


def _shifted_year(scan: _Scan, parts: Mapping[str, str | None]) -> int | None:
    """The year of tahun lalu, tahun ini and tahun depan after a month."""
    return scan.reference.year + _way(scan, parts) if parts.get("which") and scan.reference else None


def _nearest(scan: _Scan, month: int, day: int, weekday: int | None, way: int) -> date | None:
    """The day and month in the year that suits the article, and the weekday if there is one."""
    today = scan.reference
    if not today:
        return None
    years = [d for y in range(today.year - 1, today.year + 2) if (d := _date(y, month, day))]
    fitting = [d for d in years if d.weekday() == weekday]
    if fitting:
        return min(fitting, key=lambda d: abs(d - today))
    if way:
        return next((d for d in (years if way > 0 else years[::-1]) if (d >= today if way > 0 else d <= today)), None)
    return _usual(years, today)


def _year_of_month(scan: _Scan, month: int, way: int) -> int | None:
    today = scan.reference
    if not today:
        return None
    if way:
        return today.year + (way if (month > today.month if way < 0 else month < today.month) else 0)
    best = _usual([date(y, month, min(today.day, 28)) for y in range(today.year - 1, today.year + 2)], today)
    return best.year if best else None


def _usual(days: list[date], today: date) -> date | None:
    """News looks back further than ahead."""
    near = [d for d in days if -BEHIND <= (d - today).days <= AHEAD]
    return min(near or days, key=lambda d: abs(d - today), default=None)
