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
_SHORTEST = 3  # letters of a word to cut off: shorter ones are endings


@dataclass(frozen=True, slots=True)
class Spelling:
    """What tells one written word from two.

    joined: is this text a name that a hyphen may join to another? Israel-Iran is two words, Al-Qaeda one.
    known: is this text any name? word: is this text a common word? Run together (Israelyang) they are parted.
    """

    joined: IsName = lambda text: False
    known: IsName = lambda text: False
    word: IsName = lambda text: False


AS_WRITTEN = Spelling()


def names_in(text: str) -> frozenset[str]:
    """The capitalised words of a text, between which a name may be looked up."""
    return frozenset(_ALONE.findall(text))


def gaps(line: str, names: Container[str], is_name: IsName, is_word: IsName) -> Iterator[int]:
    """Where a blank is missing.

    Args:
        names: words that the text itself has as names.
        is_name: is this text a name, of any number of words?
        is_word: is this text, in lower case, a common word?

    >>> text = "Presiden Trumpmengatakan Israelyang dikutip dariAFP"
    >>> [text[i:i + 4] for i in gaps(text, {"Trump"}, {"Israel"}.__contains__, {"yang", "mengatakan", "dari"}.__contains__)]
    ['meng', 'yang', 'AFP']
    """
    for match in _WORD.finditer(line):
        word, start = match[0], match.start()
        at = 0
        if is_word(word.lower()):
            continue
        while cut := _cut(word[at:], line[: start + at], names, is_name, is_word):
            at += cut
            yield start + at


def _cut(word: str, before: str, names: Container[str], is_name: IsName, is_word: IsName) -> int | None:
    """After how many letters the first of two words ends."""
    if word[:1].isupper():
        for i in range(len(word) - _SHORTEST, 1, -1):
            left, right = word[:i], word[i:]
            if right.islower() and is_word(right.partition("-")[0]) and _named(left, before, names, is_name):
                return i
        return None
    return next((i for i in range(_SHORTEST, len(word)) if word[i].isupper() and word[:i].islower() and is_word(word[:i])), None)


def _named(left: str, before: str, names: Container[str], is_name: IsName) -> bool:
    if left.isupper():
        return True
    last = before.split()[-2:]
    return len(left) >= _SHORTEST and (left in names or any(is_name(" ".join([*last[i:], left])) for i in range(len(last) + 1)))
