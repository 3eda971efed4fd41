"""Names as text: folded for comparison, cut down to what counts, abbreviations written out.

Nothing here knows a single entity. The words (titles, degrees, kinds of ministry) come from a language's `names.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha1
from pathlib import Path
from typing import Any

from kg.errors import LanguageError

_UNDECOMPOSED = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"})
_QUOTES = re.compile(r"['’‘ʼʻ`´\"“”]")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SPACE = re.compile(r"\s+")
CODE_LENGTH = 3  # AS, UE, KPK: forms this short mean what they mean in capitals only


@lru_cache(maxsize=1 << 16)  # an article says the same few names over and over
def fold(text: str) -> str:
    """What two spellings of one name share: no case, accents, quotes, dots, kinds of dash or space.

    >>> fold("Choe Son-hui") == fold("CHOE SON HUI"), fold("Washington, D.C."), fold("Kompas.com")
    (True, 'washington dc', 'kompas com')
    """
    text = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\.(?!\w\w)", "", _QUOTES.sub("", text))
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def slug(text: str) -> str:
    """The name as a key of an entity: ASCII, lower case, hyphens; a short hash if no letter is ASCII.

    >>> slug("Türkiye"), slug("Kementerian Luar Negeri Korea Selatan")
    ('turkiye', 'kementerian-luar-negeri-korea-selatan')
    """
    ascii_only = "-".join(re.findall(r"[a-z0-9]+", fold(text)))
    return ascii_only or f"x{sha1(text.encode()).hexdigest()[:10]}"


def is_code(text: str) -> bool:
    """Is this a short form that only capitals can write (AS, A.S., G20)?"""
    return len(text.replace(".", "")) <= CODE_LENGTH and text.isupper()


@lru_cache(maxsize=1 << 16)
def tidy(text: str) -> str:
    """The text on one line, without what stands in brackets or hangs over at its ends."""
    return _SPACE.sub(" ", _BRACKETS.sub("", text)).strip(" ,;:.\"'“”‘’()–-")


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of institution that every state has one of.

    name: written out. forms: its other names, folded. english: a template with {state}. home: whether a bare form means
    the home country's when the document names no other.
    """

    name: str
    forms: frozenset[str]
    english: str | None
    home: bool


@dataclass(frozen=True)
class NamePatterns:
    """What a language knows of names. Words are folded, but for the written-out names.

    home: id of the state that this press writes in. government: words before a state that leave it the same actor.
    bodies: ministries and the like. anaphors: words for whichever body was last named. abbreviations: short -> full.
    institutions: first words of a name at whose end a place's short name is written out. heads: words that a name may
    have or lack. honorifics, degrees: what stands before and after a person's name. particles: words that are no name
    alone. spellings: word -> the spelling it counts as within one document. fillers: words that a topic can spare.
    between: pairs of words that tie two parties into one topic. witnesses: nouns for people who speak without a name.
    labels: what is set behind unnamed `people` and `others`.
    """

    home: str = ""
    government: frozenset[str] = frozenset()
    bodies: tuple[Body, ...] = ()
    anaphors: frozenset[str] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    institutions: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    between: tuple[tuple[str, str], ...] = ()
    witnesses: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)

    def unnamed(self, text: str) -> str:
        """What is set in brackets behind a source without a name: one label for people, one for reports and the like."""
        return self.labels.get("people" if set(fold(text).split()) & self.witnesses else "others", "")

    def expand(self, text: str) -> str:
        """The text with its abbreviations written out, the longest first."""
        if self._abbreviation is None:
            return text
        return self._abbreviation.sub(lambda found: self._full(found[0]), text)

    def body(self, text: str) -> tuple[Body, str] | None:
        """The kind of institution that a name begins with, the longest one, and the rest of the name."""
        words = tidy(text).split()
        for end in range(len(words), 0, -1):
            if body := self._bodies.get(fold(" ".join(words[:end]))):
                return body, " ".join(words[end:])
        return None

    def bare(self, text: str, words: frozenset[str]) -> str:
        """The text without these words at its start."""
        parts = tidy(text).split()
        while len(parts) > 1 and fold(parts[0]) in words:
            parts.pop(0)
        return " ".join(parts)

    def person(self, text: str) -> str:
        """A person's name without honorifics and degrees: Dr. H. Ridwan Kamil, S.T. -> Ridwan Kamil."""
        name, *rest = tidy(text).split(",")
        if rest and not any(fold(word) in self.degrees for part in rest for word in part.split()):
            name = " ".join([name, *rest])
        parts = self.bare(name, self.honorifics).split()
        while len(parts) > 1 and fold(parts[-1]) in self.degrees:
            parts.pop()
        return " ".join(parts)

    @cached_property
    def _bodies(self) -> Mapping[str, Body]:
        return {form: body for body in self.bodies for form in {fold(body.name), *body.forms}}

    @cached_property
    def _abbreviation(self) -> re.Pattern[str] | None:
        forms = sorted(self.abbreviations, key=lambda form: (-len(form), form))
        words = "|".join(re.escape(form) if is_code(form) else f"(?i:{re.escape(form)})" for form in forms)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)\.?") if words else None

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {fold(form): full for form, full in self.abbreviations.items()}

    def _full(self, form: str) -> str:
        return self._folded[fold(form)]


def load(path: Path) -> NamePatterns:
    """Read a language's `names.yaml`; LanguageError if it is not what it should be."""
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LanguageError(path, f"cannot be read: {error}") from error
    return parse(data, where=path)


def parse(data: object, *, where: object = "names") -> NamePatterns:
    """Patterns from plain data; each section is as the comments of the shipped `names.yaml` say."""
    if not isinstance(data, Mapping):
        raise LanguageError(where, "holds no sections", "write `section: words` at the top level")
    unknown = sorted(set(data) - set(_SECTIONS))
    if unknown:
        raise LanguageError(where, f"unknown section {unknown[0]!r}", f"there are: {', '.join(_SECTIONS)}")
    read: dict[str, Any] = {}
    for section, value in data.items():
        try:
            read[section] = _SECTIONS[section](value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            what = f"has another shape than it should ({error!r})"
            raise LanguageError(f"{where}: {section}", what, "see the comment above it") from error
    return NamePatterns(**read)


def _words(value: Iterable[Any]) -> frozenset[str]:
    if isinstance(value, str):
        raise TypeError("one word where a list is needed")
    return frozenset(fold(str(word)) for word in value)


def _body_list(value: Iterable[Mapping[str, Any]]) -> tuple[Body, ...]:
    return tuple(Body(row["name"], _words(row.get("forms", ())), row.get("english"), row.get("home", True)) for row in value)


def _spelling_groups(value: Iterable[Iterable[str]]) -> Mapping[str, str]:
    return {fold(word): fold(group[0]) for group in map(list, value) for word in group}


_SECTIONS: Mapping[str, Callable[[Any], Any]] = {
    "home": str,
    "government": _words,
    "bodies": _body_list,
    "anaphors": _words,
    "abbreviations": lambda value: {str(form): str(full) for form, full in value.items()},
    "institutions": _words,
    "heads": _words,
    "honorifics": _words,
    "degrees": _words,
    "particles": _words,
    "spellings": _spelling_groups,
    "fillers": _words,
    "witnesses": _words,
    "labels": lambda value: {str(kind): str(label) for kind, label in value.items()},
    "between": lambda value: tuple((fold(before), fold(amid)) for before, amid in value),
}
