"""Short forms that an article explains: a phrase, and in brackets behind it the first letters of its words.

*Pajak Bumi dan Bangunan (PBB)*: in this article PBB is a tax, whatever it is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from kg.types import Span

_SHORT = re.compile(r" \(([A-Z]{2,8})\)")
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_BETWEEN = re.compile(r"[ /-]*")
_AHEAD = 160  # characters before the bracket among which the phrase is looked for


def explained(text: str, connectors: Container[str]) -> Iterator[tuple[Span, Span]]:
    """The phrases and, each with it, its short form in brackets.

    Args:
        connectors: small words that give no letter: dan.

    >>> text = "Warga menolak Pajak Bumi dan Bangunan (PBB)."
    >>> [(phrase.of(text), short.of(text)) for phrase, short in explained(text, {"dan"})]
    [('Pajak Bumi dan Bangunan', 'PBB')]
    """
    for match in _SHORT.finditer(text):
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _AHEAD)
        if (phrase := _phrase(text, start, match.start(), match[1], connectors)) is not None:
            yield phrase, Span(*match.span(1))


def of(phrase: str, short: str, connectors: Container[str]) -> bool:
    """Is this in capitals the first letters of all of the phrase's words?

    >>> of("Serikat Pekerja Nasional", "SPN", ())
    True
    """
    found = _phrase(phrase, 0, len(phrase), short, connectors) if len(short) > 2 and short.isalpha() and short.isupper() else None
    return found is not None and found.start == 0


def _phrase(text: str, start: int, end: int, short: str, connectors: Container[str]) -> Span | None:
    """The last words of a stretch that begin with the letters of the short form, in their order."""
    letters, last = list(short), end
    for word in reversed(list(_WORDS.finditer(text, start, end))):
        if _BETWEEN.fullmatch(text, word.end(), last) is None:
            return None
        last = word.start()
        if word[0][0].upper() == letters[-1]:
            letters.pop()
        elif word[0].lower() not in connectors or len(letters) == len(short):
            return None
        if not letters:
            return Span(word.start(), end)
    return None
