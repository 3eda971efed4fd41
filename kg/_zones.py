"""The layout of an article: headline, dateline, captions, and all that only surrounds the text.

Every word and pattern comes from `languages/<code>/zones.yaml`; here is only what shape alone can tell. Zones never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg._words import INDONESIAN, read
from kg.errors import LanguageError
from kg.types import Span, Zone

GIVES_FACTS = {"headline", "caption", "summary"}
LONGEST_HEADLINE = 170
LONGEST_HEADING = 80
LONGEST_CAPTION = 600
LONGEST_DATELINE = 60
SHORTEST_REPEAT = 20        # characters from which a line that begins the next one is taken for its cut-off copy
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
WORD = re.compile(r"[^\W\d_]+")
DASH = re.compile(r"\s?(?:--|[-–—])(?=[\s\"“'A-Z])\s?")
UNDASHED = re.compile(r"\S\.(?:com|co\.id|id|net)(?=\s+[\"“A-Z])")  # KOMPAS.com Presiden ...: the dash is lost
SENTENCE = re.compile(r"[^\s.!?][^.!?\n]*[.!?]?")
SENTENCE_END = re.compile(r"[.!?…:;,][\"”’')\]]*$|[\"”]$")


@dataclass(frozen=True, slots=True)
class LineRule:
    kind: str
    pattern: re.Pattern[str]
    longest: int
    titles_follow: bool
    dates: bool


@dataclass(frozen=True, slots=True, eq=False)
class ZoneWords:
    """What zones.yaml holds, with its patterns compiled."""

    function_words: frozenset[str]
    foreign_words: frozenset[str]
    word_shape: re.Pattern[str]
    outlet: re.Pattern[str]
    places: frozenset[str]
    dateline_extra: re.Pattern[str]
    lines: tuple[LineRule, ...]
    summary_heads: tuple[re.Pattern[str], ...]
    summary_lead: re.Pattern[str]
    comment: re.Pattern[str]
    photo_credit: re.Pattern[str]
    illustration: re.Pattern[str]
    pieces: tuple[tuple[str, re.Pattern[str]], ...]
    numbered_heading: re.Pattern[str]
    bullet: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """zones: sorted. headline: where it stands. publisher: the outlet of the dateline. dated: the line that says when it was published."""

    zones: tuple[Zone, ...]
    headline: Span | None
    publisher: str | None
    dated: Span | None


def _pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(text, flags)
    except re.error as problem:
        raise LanguageError("zones.yaml", f"the pattern {text!r} is broken", str(problem)) from problem


def _rule(row: Mapping[str, Any]) -> LineRule:
    pattern = _pattern(row["pattern"], re.I)
    return LineRule(row["kind"], pattern, row.get("longest", 1000), row.get("follow") == "titles", bool(row.get("dates")))


@cache
def load(path: Path = INDONESIAN / "zones.yaml") -> ZoneWords:
    """The layout words of a language. Raises LanguageError."""
    try:
        return _words_of(read(path))
    except (KeyError, TypeError) as problem:
        raise LanguageError(path, f"lacks or misuses {problem}", "see the comments in the Indonesian file") from problem


def _words_of(data: Mapping[str, Any]) -> ZoneWords:
    credit = "|".join(f"(?:{p})" for p in data["photo_credit"])
    return ZoneWords(
        function_words=frozenset(data["function_words"]), foreign_words=frozenset(data["foreign_words"]),
        word_shape=_pattern(data["word_shape"]), outlet=_pattern(data["outlet"]), places=frozenset(data["places"]),
        dateline_extra=_pattern(data["dateline_extra"]), lines=tuple(map(_rule, data["lines"])),
        summary_heads=tuple(_pattern(p, re.I) for p in data["summary_heads"]), summary_lead=_pattern(data["summary_lead"], re.I),
        comment=_pattern(data["comment"]), photo_credit=_pattern(rf"(?:{credit})(?:\s*\([^()]{{2,40}}\))?$", re.I),
        illustration=_pattern(data["illustration"], re.I), pieces=tuple((p["kind"], _pattern(p["pattern"])) for p in data["pieces"]),
        numbered_heading=_pattern(data["numbered_heading"]), bullet=_pattern(data["bullet"]))


def foreignness(text: str, words: ZoneWords) -> float:
    """How much a text looks like another language: above 0 more foreign words than Indonesian ones; -1..1."""
    found = [w.lower() for w in WORD.findall(text)]
    ours = sum(w in words.function_words for w in found)
    theirs = sum(w in words.foreign_words for w in found)
    return (theirs - ours) / len(found) if found else 1.0


def is_foreign(text: str, words: ZoneWords) -> bool:
    """A cheap test of the language: the share of common words, and for a short note also the shape of its words."""
    found = [w.lower() for w in WORD.findall(text)]
    if not found or foreignness(text, words) > 0:
        return True
    ours = sum(w in words.function_words for w in found)
    if len(found) >= 40:
        return ours / len(found) < 0.03
    return ours == 0 and not any(words.word_shape.fullmatch(w) for w in found)


def find(text: str, title: str | None, words: ZoneWords) -> Layout:
    """Everything in the text that is not plain body."""
    lines = [span for match in LINE.finditer(text) if (span := _trimmed(text, match.start(), match.end()))]
    return _Reader(text, title, words, lines).read()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _zone(start: int, end: int, kind: str) -> Zone:
    return Zone(Span(start, end), kind, kind in GIVES_FACTS)


class _Reader:
    """One pass over the lines of one article; it lives no longer than `find`."""

    def __init__(self, text: str, title: str | None, words: ZoneWords, lines: Sequence[Span]) -> None:
        self.text, self.title, self.words, self.lines = text, title, words, lines
        self.zones: dict[int, list[Zone]] = {}          # by number of the line
        self.headline: Span | None = None
        self.publisher: str | None = None
        self.dated: Span | None = None

    def read(self) -> Layout:
        for mark in (self._repeats, self._line_rules, self._summaries, self._captions, self._headline, self._dateline, self._headings,
                     self._foreign, self._pieces):          # what an earlier one has claimed, a later one leaves alone
            mark()
        zones = tuple(sorted(zone for found in self.zones.values() for zone in found))
        return Layout(zones, self.headline, self.publisher, self.dated)

    def _free(self) -> Iterator[tuple[int, Span, str]]:
        """The lines that nothing has claimed yet."""
        for number, span in enumerate(self.lines):
            if number not in self.zones:
                yield number, span, span.of(self.text)

    def _claim(self, number: int, kind: str) -> None:
        span = self.lines[number]
        self.zones[number] = [_zone(span.start, span.end, kind)]

    def _repeats(self) -> None:
        """A line that begins the next one is its copy, cut off; of two equal neighbours the second is the copy."""
        for number in range(len(self.lines) - 1):
            here, after = self.lines[number].of(self.text), self.lines[number + 1].of(self.text)
            if len(here) >= SHORTEST_REPEAT and after.startswith(here.rstrip(".… ")):
                self._claim(number + 1 if here == after else number, "boilerplate")

    def _line_rules(self) -> None:
        follows: str | None = None
        for number, _, line in self._free():
            rule = next((r for r in self.words.lines if len(line) <= r.longest and r.pattern.fullmatch(line)), None)
            if rule:
                self._claim(number, rule.kind)
                follows = rule.kind if rule.titles_follow else None
                if rule.dates and self.dated is None:
                    self.dated = self.lines[number]
            elif follows and len(line) <= LONGEST_HEADLINE and not SENTENCE_END.search(line):
                self._claim(number, follows)
            else:
                follows = None

    def _summaries(self) -> None:
        number = 0
        while number < len(self.lines):
            line = self.lines[number].of(self.text)
            lead = self.words.summary_lead.match(line)
            if lead and lead.end() < len(line):
                start, end = self.lines[number].start, self.lines[number].end
                remark = self._remark(Span(start + lead.end(), end))
                self.zones[number] = [_zone(start, start + lead.end(), "boilerplate"), _zone(start + lead.end(), remark, "summary")]
                self.zones[number] += [_zone(remark, end, "boilerplate")] if remark < end else []
                return self._summary_body(number + 1)
            if any(head.fullmatch(line) for head in self.words.summary_heads):
                self._claim(number, "boilerplate")
                after = number + 1
                while after < len(self.lines) and self.words.bullet.fullmatch(self.lines[after].of(self.text)):
                    self._claim(after, "summary")
                    after += 1
                if after == number + 1 and 3 * number >= len(self.lines):     # no list, and not at the top: it runs to the end
                    if after < len(self.lines) and self.words.summary_lead.match(self.lines[after].of(self.text)):
                        number = after
                        continue
                    return self._summary_body(after)
                number = after - 1
            number += 1

    def _remark(self, summary: Span) -> int:
        """Where within a summary its comment begins, by the first sentence that speaks for itself; else where it ends."""
        sentences = SENTENCE.finditer(summary.of(self.text))
        return next((summary.start + s.start() for s in sentences if self.words.comment.search(s[0])), summary.end)

    def _summary_body(self, first: int) -> None:
        kind = "summary"
        for number in range(first, len(self.lines)):
            if kind == "summary" and self.words.comment.search(self.lines[number].of(self.text)):
                kind = "boilerplate"
            if number not in self.zones:
                self._claim(number, kind)

    def _captions(self) -> None:
        for number, span, line in self._free():
            match = self.words.photo_credit.search(line) if len(line) <= LONGEST_CAPTION else None
            if not match:
                continue
            if match.start() == 0 or self.words.illustration.match(line):
                self._claim(number, "credit")
            else:
                start = span.start + match.start()
                end = span.start + len(line[: match.start()].rstrip())
                self.zones[number] = [_zone(span.start, end, "caption"), _zone(start, span.end, "credit")]

    def _headline(self) -> None:
        """The title that was given, else the first line that is left, if it is short and does not end like a sentence."""
        free = list(self._free())
        if self.title:
            same = [n for n, _, line in free if _plain(line) == _plain(self.title)]
        else:
            same = [n for n, _, line in free[:1] if len(free) > 1 and len(line) <= LONGEST_HEADLINE and not line.endswith((".", ":", ","))
                    and not self._dateline_end(line)]
        for number in same[:1]:
            self._claim(number, "headline")
            self.headline = self.lines[number]

    def _dateline(self) -> None:
        for number, span, line in self._free():
            if end := self._dateline_end(line):
                self.zones[number] = [_zone(span.start, span.start + end, "dateline")]
                outlet = next(filter(self.words.outlet.fullmatch, _parts(line[:end])), None)
                self.publisher = outlet
                return

    def _dateline_end(self, line: str) -> int:
        """The length of the dateline that a line begins with, 0 without one: SEOUL - or a line with place and outlet alone."""
        dash = DASH.search(line[: LONGEST_DATELINE + 3])
        while dash:
            if self._is_dateline(line[: dash.start()], spaced=dash[0] != dash[0].strip()):
                return len(line[: dash.end()].rstrip())
            dash = DASH.search(line[: LONGEST_DATELINE + 3], dash.end())
        for end in UNDASHED.finditer(line[:LONGEST_DATELINE]):
            if self._is_dateline(line[: end.end()], spaced=False):
                return end.end()
        parts = _parts(line)
        alone = len(line) <= LONGEST_DATELINE and len(parts) == 2 and self._is_dateline(line, spaced=False)
        return len(line) if alone else 0

    def _is_dateline(self, left: str, spaced: bool) -> bool:
        parts = [p for p in _parts(left) if not self.words.dateline_extra.fullmatch(p)]
        outlets = [p for p in parts if self.words.outlet.fullmatch(p)]
        places = [p for p in parts if p not in outlets]
        if not parts or len(parts) > 4 or not all(map(_is_name, places)):
            return False
        known = all(p in self.words.places or (p.isupper() and len(p) >= 5) for p in places)
        return bool(outlets) or (spaced and known)

    def _headings(self) -> None:
        """Headings within the text. Where many lines end in mid-sentence the text is wrapped by hand, and no line is a heading."""
        free = list(self._free())
        loose = [n for n, _, line in free if not SENTENCE_END.search(line)]
        if len(loose) > max(3, len(free) / 3):
            loose = [n for n in loose if self.words.numbered_heading.fullmatch(self.lines[n].of(self.text))]
        last = free[-1][0] if free else 0
        for number in loose:
            line = self.lines[number].of(self.text)
            begins = line[0].isdigit() or line[0].isupper()
            if begins and len(line) <= LONGEST_HEADING and number < last and self._stands_free(number):
                self._claim(number, "boilerplate")

    def _stands_free(self, number: int) -> bool:
        """Does the line before end a sentence, and the line after begin one?"""
        before = number == 0 or number - 1 in self.zones or bool(SENTENCE_END.search(self.lines[number - 1].of(self.text)))
        after = self.lines[number + 1].of(self.text)
        return before and not after[0].islower()

    def _foreign(self) -> None:
        for number, _, line in self._free():
            if len(WORD.findall(line)) >= 6 and foreignness(line, self.words) > 0.1:
                self._claim(number, "boilerplate")

    def _pieces(self) -> None:
        """Parts of lines that are still free, or free beside a dateline."""
        for number, span in enumerate(self.lines):
            taken = self.zones.get(number, [])
            if taken and taken[0].kind != "dateline":
                continue
            done = taken[0].span.end if taken else 0
            for piece in sorted(self._pieces_of(span)):
                if piece.span.start >= done:
                    self.zones.setdefault(number, []).append(piece)
                    done = piece.span.end

    def _pieces_of(self, span: Span) -> Iterator[Zone]:
        line = span.of(self.text)
        if (lead := self.words.summary_lead.search(line)) is not None:  # a page that has lost its line ends
            after = Span(span.start + lead.end(), span.end)
            if (remark := self._remark(after)) < span.end:
                yield _zone(remark, span.end, "boilerplate")
        for kind, pattern in self.words.pieces:
            for match in pattern.finditer(line):
                blanks = len(match[0]) - len(match[0].lstrip())
                yield _zone(span.start + match.start() + blanks, span.start + match.end(), kind)


def _plain(line: str) -> str:
    return " ".join(WORD.findall(line.lower()))


def _parts(left: str) -> list[str]:
    """What commas and brackets part: Jakarta (ANTARA) -> Jakarta, ANTARA."""
    return [p for raw in re.split(r",|\(|\)", DASH.sub("", left)) if (p := raw.strip(" \t-–—"))]


def _is_name(part: str) -> bool:
    words = part.replace("/", " ").split()
    return 0 < len(words) <= 4 and all(w[0].isupper() and not any(c.isdigit() for c in w) for w in words)
