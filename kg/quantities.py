"""Numbers and what they count: "hingga 30 ribu pasukan" -> at most 30000 pasukan.

Wording comes from `languages/<code>/numbers.yaml`. Dates, clock times, ordinals and numbers that are names count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from kg._words import BLANK, GAP, INDONESIAN, either, lower, numbered, read
from kg.errors import LanguageError
from kg.types import Quantity, Span

EXACT, ABOUT, AT_LEAST = "exact", "about", "at-least"
FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,15}(?:,\d+)?)"
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
WORD_BEFORE = re.compile(r"([^\W\d_][\w-]*\.?)[\s\"“(]*$")
SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:;\"“”\r\n])\s*$")


@dataclass(frozen=True, eq=False)
class NumberWords:
    """What numbers.yaml holds; its comments say what each list means. Keys and lists are in lower case."""

    digits: Mapping[str, int]
    teens: str
    whole: Mapping[str, int]
    scales: Mapping[str, int]
    articles: frozenset[str]
    qualifiers: Mapping[str, str]
    about_suffix: str
    at_least_suffix: str
    currency_signs: Mapping[str, str]
    long_units: frozenset[str]
    percent: str
    not_units: frozenset[str]
    not_unit_shape: str
    count_nouns: frozenset[str]
    time_units: frozenset[str]
    time_tails: frozenset[str]
    not_after: frozenset[str]
    year_openers: frozenset[str]
    to: frozenset[str]

    @classmethod
    def load(cls, path: Path = INDONESIAN / "numbers.yaml") -> NumberWords:
        """Raises LanguageError if the file lacks something."""
        data = read(path)
        try:
            return cls._of(data)
        except (KeyError, TypeError, AttributeError, ValueError) as problem:
            raise LanguageError(path, f"lacks or misuses {problem}", "see the comments in the Indonesian file") from problem

    @classmethod
    def _of(cls, data: Mapping[str, Any]) -> NumberWords:
        values: dict[str, Any] = {}
        for field in fields(cls):
            value = data[field.name]
            values[field.name] = value if isinstance(value, str) else lower(value) if isinstance(value, list) else numbered(value)
        qualifiers = {word.lower(): kind for kind, row in data["qualifiers"].items() for word in row}
        return cls(**values | {"qualifiers": qualifiers})

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A number with all that belongs to it but its noun."""
        first, more = either([*self.digits, *self.whole]), either([*self.digits, *self.whole, *self.scales, self.teens])
        scale = rf"(?:{GAP}{either(self.scales)}\b)*"
        number = rf"(?:{FIGURE}|{first}(?:{GAP}{more})*)\b{scale}"
        signs, suffix = either(self.currency_signs), re.escape(self.about_suffix)
        return re.compile(
            rf"(?:(?<!\w)(?P<qualifier>{either(self.qualifiers)}){GAP})?"
            rf"(?:(?<![\w$])(?P<sign>{signs})\s?|(?<![\w.,:/–$€£¥-]))"
            rf"(?:(?P<low>{number})(?:\s?[-–]\s?|{GAP}{either(self.to)}{GAP}(?={FIGURE}\b)))?"
            rf"(?:(?P<decimal>\d+\.\d{{1,2}})(?={GAP}{either(self.scales)}\b|\s?%|{GAP}{re.escape(self.percent)}\b){scale}|(?P<number>{number}))"
            rf"(?P<about>-{suffix}\b)?(?![\w]|[.,:/]\d|[-–]\w)", re.I)

    @cached_property
    def article(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-]){either(self.articles)}(?=\s)", re.I)

    @cached_property
    def unit(self) -> re.Pattern[str]:
        word = r"[^\W\d_]\w*(?:-[^\W\d_]\w*)?"
        return re.compile(rf"{BLANK}(?P<percent>%)|{GAP}(?:(?P<long>{either(self.long_units)})|(?P<word>{word}))(?!\w)", re.I)

    @cached_property
    def more(self) -> re.Pattern[str]:
        return re.compile(rf"{GAP}{re.escape(self.at_least_suffix)}\b", re.I)

    @cached_property
    def time_tail(self) -> re.Pattern[str]:
        return re.compile(rf"{GAP}{either(self.time_tails)}\b", re.I)

    @cached_property
    def verb(self) -> re.Pattern[str]:
        return re.compile(self.not_unit_shape)


def find(text: str, words: NumberWords) -> list[tuple[Span, Quantity]]:
    """The quantities of a text, in order; their spans include the qualifier and the unit, and give the text of the quantity."""
    return sorted([*_numbers(text, words), *_articles(text, words)], key=lambda found: found[0])


def _numbers(text: str, words: NumberWords) -> Iterator[tuple[Span, Quantity]]:
    for match in words.pattern.finditer(text):
        unit, end = _unit(text, match.end(), words, match["sign"])
        if not unit or _is_name(text, match, unit, words):
            continue
        qualifier = words.qualifiers.get(" ".join((match["qualifier"] or "").lower().split()), EXACT)
        if match["low"]:
            qualifier = AT_LEAST                        # of 10-12 orang the lower end is sure
        elif match["about"]:
            qualifier = ABOUT
        elif qualifier == EXACT and (more := words.more.match(text, end)):
            qualifier, end = AT_LEAST, more.end()
        value = _value(match, words)
        if match["low"] and value >= _read(match["number"], words):
            continue                                    # 2-1 is a score
        yield Span(match.start(), end), Quantity(value, unit, qualifier, text[match.start() : end])


def _articles(text: str, words: NumberWords) -> Iterator[tuple[Span, Quantity]]:
    for match in words.article.finditer(text):
        unit, end = _unit(text, match.end(), words, None)
        if unit:
            yield Span(match.start(), end), Quantity(1.0, unit, EXACT, text[match.start() : end])


def _unit(text: str, place: int, words: NumberWords, sign: str | None) -> tuple[str, int]:
    """What is counted from this place on, and where its words end; no unit if no noun follows."""
    if sign:
        return words.currency_signs[sign.lower()], place
    match = words.unit.match(text, place)
    if not match:
        return "", place
    if match["percent"]:
        return words.percent, match.end()
    if match["long"]:
        return " ".join(match["long"].split()), match.end()
    word = match["word"]
    known = word.lower() in words.count_nouns
    if not known and (len(word) < 2 or word[0].isupper() or word in words.not_units or words.verb.fullmatch(word)):
        return "", place
    if word.lower() in words.time_units and words.time_tail.match(text, match.end()):
        return "", place
    return word, match.end()


def _is_name(text: str, match: re.Match[str], unit: str, words: NumberWords) -> bool:
    """Is the number part of a name, a place in a list, a clock time or a year?"""
    if match["sign"]:
        return False
    start = match.start()
    before = WORD_BEFORE.search(text, max(0, start - 40), start)
    word = before[1].rstrip(".").lower() if before and not match["qualifier"] else ""
    if word in words.not_after:
        return True
    known = unit.split()[0].lower() in words.count_nouns
    bare = match["number"] if not match["low"] else None
    if bare and YEAR.fullmatch(bare) and (word in words.year_openers or not known):
        return True
    if not before or not word or before[1][0].islower() or SENTENCE_BEGINS.search(text, max(0, before.start() - 3), before.start()):
        return False
    return not known and unit != words.percent and unit not in words.long_units


def _value(match: re.Match[str], words: NumberWords) -> float:
    """The number, or the lower end of a range, which shares the scale of the upper end: 10 sampai 12 ribu."""
    if match["decimal"]:
        rest = match[0][match.end("decimal") - match.start() :]
        return _read(match["decimal"].replace(".", ",") + rest, words)
    if not match["low"]:
        return _read(match["number"], words)
    low, high = match["low"].split(), match["number"].split()
    scales = [w for w in high if w.lower() in words.scales and high[0][0].isdigit()]
    return _read(" ".join(low if len(low) > 1 else low + scales), words)


def _read(number: str, words: NumberWords) -> float:
    """Figures and number words, of which the larger scales end a group: dua ratus lima puluh ribu."""
    total = group = pending = Decimal(0)
    for word in number.lower().split():
        if word[0].isdigit():
            pending += Decimal(word.replace(".", "").replace(",", "."))
        elif word in words.digits:
            pending += words.digits[word]
        elif word == words.teens:
            group, pending = group + pending + 10, Decimal(0)
        elif word in words.whole:
            group += words.whole[word]
        elif (scale := words.scales.get(word, 0)) >= 1000:
            total, group, pending = total + (group + pending or 1) * scale, Decimal(0), Decimal(0)
        elif scale:
            group, pending = group + (pending or 1) * scale, Decimal(0)
    return float(total + group + pending)
