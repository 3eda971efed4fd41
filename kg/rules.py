"""Relation rules and the grammar's word lists, read from YAML.

A rule names a relation's words and says which slot of a frame fills which role; `kg.frames` fills the slots. The grammar gives a verb's
forms, so a rule lists stems: `temui` stands for menemui, ditemui and a headline's temui.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from kg.errors import LanguageError
from kg.types import Modality

ACTIVE, PASSIVE, BARE, WORD, NOUN = "active", "passive", "bare", "word", "noun"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way a predicate is written: its words, lower-cased, and the voice that they have."""

    words: Words
    voice: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the claims that it must give: rows of subject, object and any other field. No rows: it must give none."""

    text: str
    finds: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of frame that states a relation.

    subject, object: slots in order of preference. pair: slots whose two or more names fill both roles. needs: for a slot, words of which
    one must stand in it. avoids: words of which none may. owner: may a possessor stand for the thing possessed? purpose: the status of
    the relation in a clause of purpose, where it says nothing unless given here. antecedent: relations; where the object is only pointed
    at ("tuduhan itu"), it is the subject of the last claim with one of them. resume: may the object be left out where the sentence before
    has just named it? outside: a topic of the grammar; in an article about it the rule says nothing (sport, where teams "fight").
    """

    name: str
    relation: str
    forms: tuple[Form, ...]
    subject: Words
    object: Words
    pair: Words = ()
    needs: Mapping[str, frozenset[str]] = ()  # type: ignore[assignment]
    avoids: Mapping[str, frozenset[str]] = ()  # type: ignore[assignment]
    owner: bool = False
    antecedent: Words = ()
    resume: bool = False
    outside: str | None = None
    modality: Modality | None = None
    purpose: Modality | None = None
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed words of a language, as sets under the names that `grammar.yaml` gives them."""

    data: Mapping[str, Any]
    active: tuple[tuple[re.Pattern[str], Any], ...]

    def words(self, name: str) -> frozenset[str]:
        """A list of the grammar, `status.planned` for a list within a list."""
        value: Any = self.data
        for part in name.split("."):
            value = value[part]
        return frozenset(value)

    def active_form(self, stem: str) -> str:
        """The active form of a stem.

        >>> Grammar({"irregular": {}}, ((re.compile("^t"), "men"),)).active_form("temui")
        'menemui'
        """
        if stem in self.data["irregular"]:
            return str(self.data["irregular"][stem])
        for pattern, prefix in self.active:
            if match := pattern.search(stem):
                chosen = prefix[match[match.lastindex or 0]] if isinstance(prefix, dict) else prefix
                return str(chosen) + pattern.sub("", stem)
        return stem

    def forms(self, stem: str) -> tuple[Form, ...]:
        """Active, passive and bare; a stem of several words (`ajak bicara`) inflects its first."""
        first, *rest = stem.split()
        kept = dict.fromkeys(prefix + first for initial, prefix in self.data["kept"].items() if first.startswith(initial))
        kept |= {self.data["short_stem"] + first: None} if first in self.data["short_stems"] else {}
        kept.pop(self.active_form(first), None)  # mengkomunikasikan beside mengomunikasikan
        passives = tuple(Form((prefix + first, *rest), PASSIVE) for prefix in self.data["passive"])
        actives = tuple(Form((form, *rest), ACTIVE) for form in (self.active_form(first), *kept))
        return (*actives, *passives, Form((first, *rest), BARE))

    def verbs(self, stems: Iterable[str]) -> dict[str, str]:
        """Every single-word form of these stems, with its voice; bare stems are left out, since many are nouns."""
        return {form.words[0]: form.voice for stem in stems for form in self.forms(stem) if form.voice != BARE and len(form.words) == 1}


def spelled_out(text: str) -> Iterator[Words]:
    """The phrases that a text with alternatives stands for; a dash among them is none.

    >>> [" ".join(words) for words in spelled_out("ancam akan|- serang|gempur")]
    ['ancam akan serang', 'ancam akan gempur', 'ancam serang', 'ancam gempur']
    """
    for words in product(*(part.split("|") for part in text.split())):
        yield tuple(word for word in words if word != "-")


def load_grammar(path: Path) -> Grammar:
    data = _yaml(path)
    active = tuple((re.compile(pattern), prefix) for pattern, prefix in data["active"])
    return Grammar(data, active)


def load_rules(folder: Path, grammar: Grammar) -> tuple[tuple[Rule, ...], Mapping[str, tuple[Example, ...]]]:
    """The rules of every file of a folder, and the examples of each relation.

    Raises:
        LanguageError: a relation without examples, or an entry that is not understood.
    """
    rules: list[Rule] = []
    examples: dict[str, tuple[Example, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        data = _yaml(path)
        sets = {name: frozenset(words) for name, words in data.get("sets", {}).items()}
        for relation, entry in data["relations"].items():
            where = f"{path.name}: {relation}"
            if not entry.get("examples"):
                raise LanguageError(
                    where, "a relation without examples", "give at least one sentence that it finds and one that it does not"
                )
            examples[relation] = tuple(_example(e) for e in entry["examples"])
            rules += [_rule(where, relation, frame, sets, grammar) for frame in entry["frames"]]
    return tuple(rules), examples


def _example(entry: Mapping[str, Any]) -> Example:
    finds = entry.get("finds") or []
    return Example(entry["text"], tuple(finds if isinstance(finds, list) else [finds]))


_KINDS = {"verbs", "words", "nouns"}
_FIELDS = {"name", "subject", "object", "pair", "needs", "avoids", "owner", "antecedent", "resume", "outside"}
_FIELDS |= {"modality", "purpose", "confidence", *_KINDS}


def _rule(where: str, relation: str, frame: Mapping[str, Any], sets: Mapping[str, frozenset[str]], grammar: Grammar) -> Rule:
    unknown = set(frame) - _FIELDS
    kinds = _KINDS & set(frame)
    if unknown or len(kinds) != 1:
        raise LanguageError(
            where,
            f"fields {sorted(unknown)}" if unknown else f"{sorted(kinds)} in one frame",
            "one of verbs, words, nouns; see docs/rules.md",
        )
    if frame.get("outside") not in (None, *grammar.data["topics"]):
        raise LanguageError(where, f"no topic {frame['outside']!r}", f"there is: {', '.join(sorted(grammar.data['topics']))}")
    kind = kinds.pop()
    defaults = grammar.data["roles"][kind]
    if kind == "verbs":
        forms = tuple(form for stem in frame[kind] for form in grammar.forms(stem))
    else:
        forms = tuple(Form(words, WORD if kind == "words" else NOUN) for text in frame[kind] for words in spelled_out(str(text)))

    def conditions(field: str) -> dict[str, frozenset[str]]:
        return {slot: _word_set(where, value, sets) for slot, value in frame.get(field, {}).items()}

    return Rule(
        name=f"{relation}/{frame.get('name', kind.rstrip('s'))}",
        relation=relation,
        forms=forms,
        subject=_tuple(frame.get("subject", defaults["subject"])),
        object=_tuple(frame.get("object", defaults["object"])),
        pair=_tuple(frame.get("pair", ())),
        needs=conditions("needs"),
        avoids=conditions("avoids"),
        owner=bool(frame.get("owner", False)),
        antecedent=_tuple(frame.get("antecedent", ())),
        resume=bool(frame.get("resume", False)),
        outside=frame.get("outside"),
        modality=Modality(frame["modality"]) if "modality" in frame else None,
        purpose=Modality(frame["purpose"]) if "purpose" in frame else None,
        confidence=float(frame.get("confidence", 0.9)),
    )


def _word_set(where: str, value: Any, sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """A list of words, or the name of a set; `set + set` joins."""
    if isinstance(value, list):
        return frozenset(map(str, value))
    try:
        return frozenset().union(*(sets[name.strip()] for name in value.split("+")))
    except KeyError as error:
        raise LanguageError(where, f"no word set {error.args[0]!r}", f"there is: {', '.join(sorted(sets))}") from None


def _tuple(value: Any) -> Words:
    return (value,) if isinstance(value, str) else tuple(value)


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise LanguageError(path, "cannot be read", str(error)) from error
    except yaml.YAMLError as error:
        raise LanguageError(path, "is not YAML", str(error).replace("\n", " ")) from error
