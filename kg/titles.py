"""Titles beside names: Menlu Rusia, Sergey Lavrov; Dan Bennett, juru bicara kepolisian.

A title is found from left to right: words that lessen it, its head, the words that belong to it, the organisation or state that it is of,
and what it is for. Who holds it stands after it, behind ranks and at most a comma, or before it and a comma.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import takewhile
from typing import Any

from kg.types import Mention, Sentence, Span, Token

POSITION = "POSITION"
LEADS = "leads"
TITLES = ("others", "speaks", LEADS)  # the kinds of offices that are held now
_ORGANS = ("ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")
_ORDINAL = re.compile(r"ke-\d+")  # Presiden ke-7 RI: of one who is called so nobody can tell whether he still is
_NUMBER = re.compile(r"\d{1,4}(?:[-–]\d{4})?|[-–]")  # a unit's number or the years of an office, between a title and its holder
_LONGEST = 14  # words of a title
_SEVERAL = 2  # words of a head that one which lessens others may begin


@dataclass(frozen=True)
class TitleWords:
    """`titles.yaml`. heads: a head's words to its kind (leads, speaks, others)."""

    heads: Mapping[tuple[str, ...], str]
    former: frozenset[str]
    deputy: frozenset[str]
    acting: frozenset[str]
    candidate: frozenset[str]
    inner: frozenset[str]
    whole: frozenset[str]
    connectors: frozenset[str]
    seats: frozenset[str]
    then: frozenset[tuple[str, ...]]
    also: frozenset[tuple[str, ...]]
    elect: frozenset[str]
    of_state: frozenset[str]
    partisans: frozenset[str]
    alone: frozenset[str]
    firms: frozenset[str]
    party: frozenset[str]
    joiners: frozenset[str]
    address: frozenset[str]
    behind: frozenset[str]
    closing: frozenset[str]
    never_after: frozenset[str]
    serving: frozenset[str]
    kin: frozenset[str]
    serves: frozenset[str]
    called: frozenset[str]
    personal: frozenset[str]
    taken_in: frozenset[str]
    of_client: frozenset[str]
    royal: frozenset[str]
    within: frozenset[str]
    units: frozenset[str]
    collective: frozenset[str]
    bodies: frozenset[str]
    ordinals: frozenset[str]
    relations: Mapping[str, str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "TitleWords":
        heads = {tuple(head.split()): kind for kind in TITLES for head in data[kind]}
        lists = {f.name: frozenset(data[f.name]) for f in fields(cls) if f.name not in ("heads", "then", "also", "relations")}
        then, also = (frozenset(map(tuple, data[name])) for name in ("then", "also"))
        return cls(heads, **lists, then=then, also=also, relations=data["relations"])

    @property
    def prefixes(self) -> frozenset[str]:
        return self.former | self.deputy | self.acting | self.candidate

    def head_at(self, words: Sequence[str], i: int) -> tuple[str, ...]:
        """The longest head that begins here, or nothing."""
        return max((h for n in (1, 2, 3) if (h := tuple(words[i : i + n])) in self.heads), key=len, default=())

    def start_of_head(self, words: Sequence[str], i: int = 0) -> int:
        """Where the head begins behind what lessens it: mantan [presiden]; but [wakil tetap] is one."""
        while i < len(words) and words[i] in self.prefixes and len(self.head_at(words, i)) < _SEVERAL:
            i += 1
        return i

    def is_of_part(self, title: Mention, whole: bool = False) -> bool:
        """Does the office belong to its first part itself, and not to some body of it (Kepala Pusat Penerangan TNI)?

        whole: is it over all of it, and not over one of its subjects (Kepala Kebijakan Luar Negeri Uni Eropa)?
        """
        before = _bare(title.text[: title.parts[0].span.start - title.span.start]) if title.parts else []
        start = self.start_of_head(before)
        head = self.head_at(before, start)
        if not whole and title.parts and title.parts[0].type == "GPE" and before[start : start + 1] and before[start] in self.of_state:
            return True
        seats = self.seats if title.parts and title.parts[0].type == "ORG" else frozenset()
        passed = (self.whole if whole else self.inner | self.address | self.ordinals) | seats
        inside = list(takewhile(lambda w: w not in self.bodies, before[start + len(head) :]))
        if not whole and title.parts and title.parts[0].type == "ORG" and self.heads.get(head) == "others":
            return not self.units & set(inside)  # Analis Komoditas UBS
        return bool(title.parts) and all(w in passed for w in inside)

    def leads_alone(self, title: Mention) -> bool:
        """Does the office lead the body that is named right behind it, though with a field it would not: Direktur CIA, no firm's?"""
        if not title.parts or title.parts[0].type != "ORG" or title.parts[0].text.split()[0].lower() in self.firms:
            return False
        return title.text[: title.parts[0].span.start - title.span.start].strip().lower() in self.alone

    def bodies_of(self, title: Mention) -> tuple[Mention, ...]:
        """What whoever bears this title is a member of: anggota DPR dari Partai Gerindra of both."""
        body = title.parts[:1] if self.head(title.text) in self.collective and self.kind(title.text) and self.is_of_part(title) else ()
        party = self.party_of(title)
        return (*(m for m in body if m.type == "ORG" and m != party), *((party,) if party else ()))

    def party_of(self, title: Mention) -> Mention | None:
        """The party of whoever bears this title: politikus Partai Golkar; anggota DPR dari Partai Gerindra."""
        last = title.parts[-1] if title.parts else None
        if last is None or last.type != "ORG":
            return None
        before = title.text[: last.span.start - title.span.start].lower().split()
        belongs = before[0] in self.partisans or (before[-1] in self.seats and last.text.split()[0].lower() in self.party)
        return last if belongs and not set(before) & self.former else None

    def head(self, title: str) -> str:
        """The head of a title, whatever lessens it: sekretaris jenderal, of Plt Sekretaris Jenderal MPR."""
        words = _bare(title)
        return " ".join(self.head_at(words, self.start_of_head(words)))

    def kind(self, title: str) -> str | None:
        """What a title makes of its holder: leads, speaks, others; None for one that is over or not yet held."""
        words = _bare(title)
        lesser = [w for w in words[: min(2, self.start_of_head(words))] if w in self.prefixes]
        kind = self.heads.get(tuple(self.head(title).split()))
        past_or_coming = any(w in self.elect | self.ordinals or _ORDINAL.fullmatch(w) for w in words)
        if past_or_coming or any(w in self.former | self.candidate for w in lesser):
            return None
        return "others" if kind == LEADS and any(w in self.deputy for w in lesser) else kind


def _bare(title: str) -> list[str]:
    """The words of a title, those in brackets left out: Pelaksana Tugas (Plt) Perdana Menteri."""
    return [word for word in title.lower().split() if not word.startswith("(")]


class _Line:
    """A sentence with what stands on each of its words."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self.tokens = sentence.tokens
        self.words = [t.text.lower() for t in self.tokens]
        self.at: list[Mention | None] = [next((m for m in mentions if t.span in m.span), None) for t in self.tokens]

    def end_of(self, mention: Mention, i: int) -> int:
        while i < len(self.tokens) and self.at[i] is mention:
            i += 1
        return i


def find(sentence: Sentence, mentions: Sequence[Mention], words: TitleWords, text: str) -> Iterator[Mention]:
    """The titles of a sentence, each with its parts and its holder if he stands beside it."""
    line = _Line(sentence, mentions)
    i = last = 0
    deputy = -1  # where the title of the deputy of one just found begins
    while i < len(line.tokens):
        start, end, parts = _title(line, i, words)
        if end == i:
            i += 1
            continue
        holder = _after(line, end, words, start) or _before(line, start, end, words)
        if start == deputy and holder is not None:
            holder = _second(line, holder, words)
        if (twin := _with_deputy(line, start, end, words)) is not None:
            deputy = twin[0]
            holder = None if words.elect & set(line.words[slice(*twin)]) else holder
        if _serves(line, start, end, words) and (over := _title(line, end, words))[1] > end:
            end, parts = over[1], over[2]  # penasihat senior Pemimpin Tertinggi Iran, Ali: the leader's office is a part of his
            holder = _after(line, end, words, start) or _before(line, start, end, words)
        if start and line.words[start - 1] == "," and line.words[start] in words.personal and end < len(line.at):
            served = line.at[end]
            behind = line.end_of(served, end) if served is not None and served.type == "PER" else end
            if behind > end and (named := _before(line, start, behind, words)) is not None:
                holder, end = named, behind  # Witkoff, utusan khusus Trump, ...
        if start and start == last and line.words[start] in words.royal:
            i = end  # Ketua DPD Sultan Najamudin: a name
            continue
        if start and line.words[start - 1] in words.kin and line.words[end : end + 1] != [] and line.at[end] is None:
            holder = None  # ayah Bupati Bekasi, Kunang
        last = end
        if holder is None and line.words[start] in words.collective:
            i = end  # Portugal, anggota NATO, ...; anggota tetap Dewan Keamanan: no office
            continue
        span = Span(line.tokens[start].span.start, line.tokens[end - 1].span.end)
        document = mentions[0].document if mentions else ""
        title = Mention(document, span, span.of(text), POSITION, None, tuple(parts), holder.span if holder else None)
        yield title
        if (leader := _served(line, start, end, holder, words)) is not None:
            at, served = leader
            inner = Span(line.tokens[at].span.start, span.end)
            yield replace(title, span=inner, text=inner.of(text), holder=served.span)
        i = end


def _serves(line: _Line, start: int, end: int, words: TitleWords) -> bool:
    """Does whoever holds this office serve a person: penasihat, juru bicara, wakil tetap, but not Wakil Presiden?"""
    return not words.serving.isdisjoint(line.words[words.start_of_head(line.words, start) : end])


def _served(line: _Line, start: int, end: int, holder: Mention | None, words: TitleWords) -> tuple[int, Mention] | None:
    """Where the office of a leader begins within that of who serves him, and the leader: Penasihat [Presiden Rusia] Putin, Yuri Ushakov."""
    leader = line.at[end] if end < len(line.at) else None
    if holder is None or leader is None or leader.type != "PER" or leader == holder or not _serves(line, start, end, words):
        return None
    behind = range(words.start_of_head(line.words, start) + 1, end)
    return next(((i, leader) for i in behind if line.at[i] is None and words.heads.get(words.head_at(line.words, i)) == LEADS), None)


def _with_deputy(line: _Line, start: int, end: int, words: TitleWords) -> tuple[int, int] | None:
    """Start and end of the deputy's title joined to this one: Presiden dan Wakil Presiden A dan B."""
    if end + 1 >= len(line.words) or line.words[end] not in words.joiners:
        return None
    other, behind, _ = _title(line, end + 1, words)
    same = line.words[other + 1 : other + 1 + end - start] == line.words[start:end]
    return (other, behind) if behind > other and line.words[other] in words.deputy and same else None


def _second(line: _Line, first: Mention, words: TitleWords) -> Mention | None:
    """The person named right behind another: Prabowo Subianto dan Gibran, Prabowo-Gibran."""
    i = line.end_of(first, line.at.index(first))
    i += line.words[i : i + 1] != [] and line.at[i] is None and line.words[i] in words.joiners | words.behind
    named = line.at[i] if i < len(line.at) else None
    return named if named is not None and named.type == "PER" else None


def _title(line: _Line, i: int, words: TitleWords) -> tuple[int, int, list[Mention]]:
    """Start, end and parts of the title that begins at word i; an empty one if none does."""
    start = i
    while i < words.start_of_head(line.words, i) and not line.at[i]:
        bracket = line.words[i + 1 : i + 4]  # Pelaksana Tugas (Plt) Perdana Menteri
        i += 4 if bracket[:1] == ["("] and bracket[2:] == [")"] and bracket[1] in words.acting else 1
    free = next((n for n in range(4) if i + n >= len(line.at) or line.at[i + n]), 3)  # kepala Staf Umum: the name is not a part of the head
    head = words.head_at(line.words[: i + free], i)
    if not head:
        return start, start, []
    capital = line.tokens[i].text[:1].isupper()
    i += len(head)
    parts: list[Mention] = []
    while i < len(line.words) and i - start < _LONGEST:
        mention = line.at[i]
        token = line.tokens[i]
        if mention is not None and mention.type in _ORGANS:
            parts.append(mention)
            i = line.end_of(mention, i)
            if line.words[i : i + 1] == ["("] and line.words[i + 2 : i + 3] == [")"]:
                behind = line.end_of(organ, i + 3) if (organ := _organ(line, i + 3)) else i + 3  # Ketua Majelis ... (MPR) RI Ahmad Muzani
                connected = behind < len(line.words) and line.words[behind] in words.connectors
                i = i + 3 if connected or _after(line, behind, words) else i
        elif mention is not None:
            break
        elif _belongs(token, line.words[i], capital, words, bool(parts)) or (i > start + len(head) and _goes_on(line, i, words, parts)):
            i += 1
        elif line.words[i] in words.connectors and (reach := _remit(line, i, parts)) > i:
            i = reach
        elif line.words[i] == "(" and line.words[i + 2 : i + 3] == [")"] and not parts and line.at[i + 1] is None:
            i += 3
        elif not parts and (body := _described(line, i, words)) is not None:
            i = body
        elif line.words[i] in words.ordinals and _organ(line, i + 1) is not None:
            i += 1  # Presiden kelima RI
        elif line.words[i] in words.seats and (seat := _seat(line, start, i, words)) is not None:
            parts.append(seat)
            i = line.end_of(seat, i + 1)
        else:
            break
    if start and line.words[start - 1] in words.never_after and not _is_held(line, i):
        return start, start, []
    return start, i, parts


def _is_held(line: _Line, end: int) -> bool:
    """Does a person's name follow at once: Kantor Perdana Menteri Inggris [Keir Starmer]?"""
    return end < len(line.at) and (holder := line.at[end]) is not None and holder.type == "PER"


def _goes_on(line: _Line, i: int, words: TitleWords, parts: Sequence[Mention]) -> bool:
    """Does a title go on behind a conjunction here, up to a body or its holder: Menteri Komunikasi dan Digital (Menkomdigi) Ana?

    Or behind a comma, if such a conjunction follows: Menteri Investasi, Perdagangan, dan Industri Malaysia.
    """
    if parts:
        return False
    while line.words[i : i + 1] == [","] and (j := _capitals(line, i + 1, words)) > i + 1:
        i = j
    i += line.words[i : i + 1] == [","]
    j = _capitals(line, i + 1, words)
    if not words.within.issuperset(line.words[i : i + 1]) or j == i + 1:
        return False
    bracket = line.words[j : j + 1] == ["("] and line.words[j + 2 : j + 3] == [")"]
    return _organ(line, j) is not None or _after(line, j + 3 if bracket else j, words) is not None


def _capitals(line: _Line, i: int, words: TitleWords) -> int:
    """The end of the capitalised words from here on that are no names and begin no title."""
    while i < len(line.words) and line.at[i] is None and line.tokens[i].text[:1].isupper() and not words.head_at(line.words, i):
        i += 1
    return i


def _belongs(token: Token, word: str, capital: bool, words: TitleWords, has_organ: bool) -> bool:
    """Is this word, not a name, a part of the title?"""
    if word in words.address or not word[:1].isalpha():
        return False
    if has_organ:
        return word in words.elect or _ORDINAL.fullmatch(word) is not None
    return word in words.inner or (capital and token.text[:1].isupper() and token.upos in ("PROPN", "NOUN", "ADJ"))


def _organ(line: _Line, i: int) -> Mention | None:
    mention = line.at[i] if i < len(line.at) else None
    return mention if mention is not None and mention.type in _ORGANS else None


def _described(line: _Line, i: int, words: TitleWords) -> int | None:
    """Where the name of a body begins that these words describe: CEO [lembaga amal] Hope for Ukraine."""
    if line.words[i] not in words.bodies or not line.words[i].islower():
        return None
    behind = next((j for j in range(i + 1, min(i + 4, len(line.at))) if line.at[j] is not None), i)
    organ = line.at[behind]
    plain = all(token.text.islower() for token in line.tokens[i:behind])
    return behind if organ is not None and organ.type == "ORG" and plain else None


def _seat(line: _Line, start: int, i: int, words: TitleWords) -> Mention | None:
    """Where an office is, behind the preposition at word i, if its holder stands beside it: peneliti di IMF, Ana; Ana, analis dari IMF."""
    seat = _organ(line, i + 1)
    end = line.end_of(seat, i + 1) if seat else i
    return seat if seat and (_after(line, end, words) or _before(line, start, end, words)) else None


def _remit(line: _Line, i: int, parts: list[Mention]) -> int:
    """The end of "untuk urusan ..." or "untuk NEGARA": nouns and names, no verb, no person."""
    j = i + 1
    while j < len(line.tokens) and j - i < 8:
        mention = line.at[j]
        if mention is not None and mention.type in _ORGANS:
            parts.append(mention)
            return line.end_of(mention, j)
        if mention is not None and mention.type == "PER" and j > i + 1:
            return j  # untuk Hubungan Internasional David Malpass
        if mention is not None or line.tokens[j].upos not in ("NOUN", "PROPN", "ADJ"):
            return i
        j += 1
    return i


def _after(line: _Line, i: int, words: TitleWords, start: int | None = None) -> Mention | None:
    """The person after a title: behind another title joined to it, behind ranks, behind a comma."""
    for _ in range(12):
        if i >= len(line.words):
            return None
        mention = line.at[i]
        further: int | None
        if mention is None or mention.text.lower() in words.address:
            further = _further(line, i, words, start)
        elif mention.type in ("GPE", "LOC") and line.words[i - 1] == "," and line.words[line.end_of(mention, i) :][:1] == [","]:
            further = line.end_of(mention, i)  # Kepala Desa Sukamaju, Kecamatan Cikarang, Ana
        else:
            return _holder(line, mention, i, words, start)
        if further is None:
            return None
        i = further
    return None


def _holder(line: _Line, mention: Mention, i: int, words: TitleWords, start: int | None) -> Mention | None:
    """The one named here, unless the title serves him and another is named behind: penasihat Trump, Steve Bannon."""
    served = start is not None and _serves(line, start, i, words)
    client = start is not None and any(" ".join(line.words[start : start + n]) in words.of_client for n in (1, 2))
    if client and line.words[i - 1] != ",":
        return _explained(line, mention, i, words)
    return (_explained(line, mention, i, words) if served else None) or (mention if mention.type == "PER" else None)


def _further(line: _Line, i: int, words: TitleWords, start: int | None) -> int | None:
    """Where the name may stand when this word is not it; None if the title ends here without one."""
    word = line.words[i]
    if word in words.joiners and (end := _title(line, i + 1, words)[1]) > i + 1:
        # Presiden AS dan Presiden Vladimir Putin: two men
        return None if start is not None and line.words[i + 1] == line.words[start] else end
    if word in words.joiners - words.within and (comma := _comma(line, i)) is not None:
        return comma  # Wakil Presiden sekaligus putra sulung Jokowi, Gibran
    if word in words.address or (word in (",", ".") and i + 1 < len(line.words)):
        return i + 1
    if skipped := next((n for n in (2, 1) if tuple(line.words[i : i + n]) in words.then), 0):
        return i + skipped
    if tuple(line.words[i : i + 2]) in words.also and (end := _title(line, i + 2, words)[1]) > i + 2:
        return end
    bracketed = line.at[i + 1] if word == "(" and i + 1 < len(line.at) else None
    if bracketed is not None and bracketed.type == "PER" and line.words[line.end_of(bracketed, i + 1) :][:1] == [")"]:
        return i + 1  # Menlu (Sugiono)
    if _NUMBER.fullmatch(word):
        return i + 1  # Presiden terpilih 2024-2029 Prabowo
    if word == "(" and line.words[i + 2 : i + 3] == [")"]:
        return i + 3  # Kepala Staf Angkatan Udara (KSAU) Tonny
    if len(word) == 1 and line.tokens[i].text.isupper() and line.at[i] is None:
        return i + 1  # M. Tonny Harjono
    return None


def _comma(line: _Line, i: int) -> int | None:
    """The comma that ends a short description and has a person behind it."""
    for j in range(i + 1, min(i + 8, len(line.words) - 1)):
        if line.words[j] == ",":
            named = line.at[j + 1]
            return j if named is not None and named.type == "PER" else None
    return None


def _explained(line: _Line, served: Mention, i: int, words: TitleWords) -> Mention | None:
    """The person behind a comma and the one whom he serves: penasihat Trump, Steve Bannon; utusan Trump, yakni Steve Witkoff."""
    end = line.end_of(served, i)
    if served.type != "PER" or line.words[end : end + 1] != [","]:
        return None
    end += 1 + bool(words.called.intersection(line.words[end + 1 : end + 2]))
    named = line.at[end] if end < len(line.at) else None
    return named if named is not None and named.type == "PER" else None


def _before(line: _Line, start: int, end: int, words: TitleWords) -> Mention | None:
    """The person before a title set off by comma or bracket on both sides: Hun Sen, mantan pemimpin Kamboja, ..."""
    if end < len(line.words) and line.words[end] not in words.closing:
        return None
    i = start - 1
    if i < 1 or line.words[i] not in words.behind:
        return None
    mention = line.at[i - 1]
    return mention if mention is not None and mention.type == "PER" else None
