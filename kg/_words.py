"""The one door to the YAML of a language's smaller word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.errors import LanguageError

GAP, BLANK = r"\s{1,3}", r"\s{0,3}"      # between words; bounded, so that no pattern runs wild over a page of blanks
INDONESIAN = Path(__file__).parent / "languages" / "id"


def read(path: Path) -> dict[str, Any]:
    """The content of a data file. Raises LanguageError if it is missing, broken or not a mapping."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise LanguageError(path, "cannot be read", str(problem.strerror)) from problem
    except (yaml.YAMLError, UnicodeError) as problem:
        raise LanguageError(path, "is not valid YAML", " ".join(str(problem).split())) from problem
    if not isinstance(content, dict):
        raise LanguageError(path, "must hold a mapping of keys to word lists", "begin with a key and a colon")
    return content


def lower(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w.lower() for w in words)


def numbered(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its words in lower case."""
    return {word.lower(): value for word, value in table.items()}


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words or phrases, the longest first; up to three blanks of any kind between them."""
    spelt = sorted({GAP.join(map(re.escape, w.split())) for w in words}, key=lambda p: (-len(p), p))
    return f"(?:{'|'.join(spelt)})" if spelt else r"(?!)"
