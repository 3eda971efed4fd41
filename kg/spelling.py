"""Words that a page has run together: *Trumpmengatakan*, *dariAFP*.

Pages are often scraped from markup in which a link ends without a blank. Two words are taken apart where a name ends and a common word
begins, or the other way round; what might be one word is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

IsName = Callable[[str], bool]
_WORD = re.compile(r"[^\W\d_]{5,}(?:-[^\W\d_]+)*")
_ALONE = re.compile(r"(?<![\w-])[A-Z][\w'’]+(?![\w-])")
_BEFORE = re.compile(r"\s+|(?<=\.com)(?=[A-Z])")  # between the words before: KOMPAS.comArab Saudi
_CODE = re.compile(r"[A-Z]{2,}")
_SHORTEST = 3  # letters of a word to cut off: shorter ones are endings
_LONG = 5  # letters of a name and one of two letters behind it
_LOUD = 4  # capitals in a row that a name of its own may follow, known or not: RASFANPerdana


@dataclass(frozen=True, slots=True)
class Spelling:
    """What tells one written word from two.

    joined: is this text a name that a hyphen may join to another? Israel-Iran is two words, Al-Qaeda one.
    known: is this text any name? word: is this text a common word? Run together (Israelyang) they are parted;
    tiny: so is one of two letters, from a known name (Putindi).
    part: is this a word of a known name, and one word whatever it looks like: Soekarnoputri? verb: does nothing but this verb end so?
    small: is this a word that no other ends in: yang? office: is this a title?
    """

    joined: IsName = lambda text: False
    known: IsName = lambda text: False
    word: IsName = lambda text: False
    tiny: IsName = lambda text: False
    part: IsName = lambda text: False
    verb: IsName = lambda text: False
    small: IsName = lambda text: False
    office: IsName = lambda text: False


AS_WRITTEN = Spelling()


def names_in(text: str) -> frozenset[str]:
    """The capitalised words of a text, between which a name may be looked up."""
    return frozenset(_ALONE.findall(text))


def gaps(line: str, names: Container[str], spelling: Spelling) -> Iterator[int]:
    """Where a blank is missing.

    Args:
        names: words that the text itself has as names.

    >>> rules = Spelling(known={"Israel", "AS", "Korut", "Rusia", "Putin"}.__contains__,
    ...     word={"yang", "mengatakan", "dari", "putri"}.__contains__, tiny={"di"}.__contains__, part={"Soekarnoputri"}.__contains__,
    ...     verb={"memaparkan"}.__contains__)
    >>> text = "Presiden Trumpmengatakan Israelyang dikutip dariAFP"
    >>> [text[i:i + 4] for i in gaps(text, {"Trump"}, rules)]
    ['meng', 'yang', 'AFP']
    >>> [list(gaps(text, {"Soekarno"}, rules)) for text in ("Presiden ASDonald Trump", "pakta KorutRusia", "Megawati Soekarnoputri")]
    [[11], [11], []]
    >>> [list(gaps(text, (), rules)) for text in ("Putindi Alaska", "Chairul Tanjungmemaparkan", "Pak Hadi")]
    [[5], [15], []]
    """
    for match in _WORD.finditer(line):
        word, start = match[0], match.start()
        at = 0
        if word.isupper() or spelling.part(word) or (word[1:].islower() and spelling.word(word.lower()) and not _led(word, spelling)):
            continue
        while cut := _cut(word[at:], line[: start + at], names, spelling):
            at += cut
            yield start + at


def _led(word: str, spelling: Spelling) -> bool:
    """Does a word that looks like a verb begin with a name and end in a small word, or end in a name: Mesiryang, dilansirdetikcom?"""
    borders = range(_LOUD, len(word) - _SHORTEST)
    return any((spelling.known(word[:i]) and spelling.small(word[i:])) or spelling.known(word[i:]) for i in borders)


def _cut(word: str, before: str, names: Container[str], spelling: Spelling) -> int | None:
    """After how many letters the first of two words ends."""
    is_name, is_word = spelling.known, spelling.word

    def is_common(text: str) -> bool:
        return is_word(text) or spelling.office(text)

    if word[:1].isupper():
        if len(word) > _LONG and spelling.tiny(word[-2:]) and _known(word[:-2], before, is_name):
            return len(word) - 2  # Putindi
        for i in range(len(word) - _SHORTEST, 1, -1):
            left, right = word[:i], word[i:]
            if right.islower() and is_word(right.partition("-")[0]) and _named(left, before, names, is_name):
                return i
            if i > _SHORTEST and left[1:].islower() and spelling.verb(right):
                return i  # Tanjungmemaparkan
            if left.isupper() and right[0].isupper() and right[1:].islower() and (len(left) >= _LOUD or is_name(left)):
                return i  # ASDonald: AS, Donald
            if right[0].isupper() and i >= _SHORTEST and is_name(left) and is_name(right):
                return i  # KorutRusia: a dash between two states was lost
            if right[0].isupper() and right[1:].islower() and i >= _SHORTEST and is_common(right.lower()) and _known(left, before, is_name):
                return i  # Arab SaudiPangeran
            if i > _SHORTEST and left[1:].islower() and is_word(left.lower()) and _is_medium(word, i, is_name):
                return i  # DilansirAFP, Dirangkumdetikcom
        return None
    for i in range(_SHORTEST, len(word) - _SHORTEST):
        if is_word(word[:i]) and is_name(word[i:]):
            return i  # daridetikNews
    at = next((i for i in range(_SHORTEST, len(word)) if word[i].isupper()), 0)
    if not word[:at].islower():
        return None
    code = _CODE.match(word, at)
    parts = code is not None and len(code[0]) >= _SHORTEST < at  # beritaAFP: no word goes on in capitals
    return at if parts or (at >= _SHORTEST and is_word(word[:at])) else None


def _is_medium(word: str, at: int, is_name: IsName) -> bool:
    code = _CODE.match(word, at)
    return (code is not None and len(code[0]) >= _SHORTEST) or (word[at].islower() and is_name(word[at:]))


def _named(left: str, before: str, names: Container[str], is_name: IsName) -> bool:
    return left.isupper() or (len(left) >= _SHORTEST and (left in names or _known(left, before, is_name)))


def _known(left: str, before: str, is_name: IsName) -> bool:
    """Is this, alone or with the one or two words before it, a known name?"""
    last = _BEFORE.split(before.strip())[-2:]
    return any(is_name(" ".join([*last[i:], left])) for i in range(len(last) + 1))
