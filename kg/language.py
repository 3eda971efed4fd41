"""A language: the folder `kg/languages/<code>/` as one frozen value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from kg import dates, names, quantities, registry
from kg.errors import LanguageError
from kg.extent import Extent
from kg.metonymy import MetonymyWords
from kg.names import NamePatterns
from kg.registry import Registry
from kg.rules import BARE, Example, Grammar, Rule, load_grammar, load_rules
from kg.spelling import Spelling
from kg.titles import TitleWords
from kg.types import Mention, Sense

_SMALL = 3  # letters that are too few for a word of its own at the end of another: yang has more
_TINY = 2  # letters of the shortest words
_VERB = 9  # letters of a verb that no name ends in
_LONG = 5  # letters of a word that is no part of another by chance
FOLDER = Path(__file__).parent / "languages"


@dataclass(frozen=True, eq=False)
class Language:
    """Everything that is particular to one language."""

    code: str
    folder: Path
    grammar: Grammar
    rules: tuple[Rule, ...]
    examples: Mapping[str, tuple[Example, ...]]
    titles: TitleWords
    metonymy: MetonymyWords
    registry: Registry
    names: NamePatterns
    patterns: Mapping[str, tuple[str, ...]]
    dates: dates.DateWords
    numbers: quantities.NumberWords

    def key(self, mention: Mention) -> str:
        """What tells two mentions apart while one article is read: the registry's entity, else the name itself."""
        entries = self.registry.named(mention.text, mention.type)
        if len(entries) != 1:
            return mention.text.casefold()
        return (entries[0].state if mention.sense is Sense.ACTOR else None) or entries[0].id

    @cached_property
    def beside(self) -> frozenset[str]:
        """The relations that names state by standing side by side, without a rule."""
        return frozenset((*self.titles.relations.values(), *self.grammar.data["side_by_side"].values()))

    def is_state(self, mention: Mention) -> bool:
        return any(e.iso3 for e in self.registry.named(mention.text, mention.type))

    @cached_property
    def known(self) -> frozenset[str]:
        """The registry's names of states and other places, as written: what may stand on either side of a hyphen."""
        return self._forms("GPE", "LOC")

    @cached_property
    def spelling(self) -> Spelling:
        """What is one word in this language, and what is two."""
        names = frozenset(form for e in self.registry for form in (e.name, *e.aliases))
        parts = frozenset(word for e in self.registry if e.type == "PER" for word in e.name.split() if len(word) >= _LONG)
        stems = frozenset().union(*(self.grammar.words(f"embedding.{name}") for name in self.grammar.data["embedding"]))
        verbs = (*self.grammar.verbs(stems), *self.grammar.verbs(self.grammar.words("light")))
        forms = (word for rule in self.rules for form in rule.forms for word in form.words if form.voice != BARE)
        spoken = (*_strings(self.grammar.data), *self.numbers.digits, *verbs, *forms)
        words = frozenset(word for word in spoken if word.isalpha() and word.islower())
        words -= self.grammar.words("anaphora.person_clitic")  # a part of the word before
        verbal = re.compile(self.grammar.data["verbal"])
        long = frozenset(word for word in verbs if len(word) >= _VERB and verbal.match(word))
        return Spelling(
            self._forms("GPE", "LOC", "ORG", "NORP").__contains__,
            names.__contains__,
            lambda text: text in words or bool(verbal.match(text)),
            frozenset(word for word in self.grammar.words("prepositions") if len(word) == _TINY).__contains__,
            parts.__contains__,
            long.__contains__,
            frozenset(word for word in self.function_words | self.grammar.words("relative") if len(word) > _SMALL).__contains__,
            frozenset(head[0] for head in self.titles.heads if len(head) == 1).__contains__,
        )

    @cached_property
    def extent(self) -> Extent:
        return Extent.of(self.grammar.data["extent"])

    @cached_property
    def bodies_and_places(self) -> frozenset[str]:
        """The registry's names of places and organisations, as written."""
        return self._forms("GPE", "LOC", "ORG")

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The registry's names of places and organisations, as written, with the type that all their bearers have."""
        types: dict[str, set[str]] = {}
        for entry in self.registry:
            for form in (entry.name, *entry.aliases):
                types.setdefault(form, set()).add(entry.type)
        return {form: kind for form, (kind, *others) in types.items() if not others and kind in ("GPE", "LOC", "ORG")}

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Small words, with and without an enclitic, that are no name even where a model marks one."""
        words = frozenset().union(
            *(self.grammar.words(name) for name in ("prepositions", "subordinators", "conjunctions", "anaphora.person", "anaphora.plural"))
        )
        return words | {w + clitic for w in words for clitic in self.grammar.words("anaphora.person_clitic")}

    def _forms(self, *types: str) -> frozenset[str]:
        return frozenset(form for e in self.registry if e.type in types for form in (e.name, *e.aliases))


@cache
def load(code: str = "id", *registries: Path) -> Language:
    """The language of this code.

    Args:
        registries: further registry tables of the user's, with the columns of those shipped.

    Raises:
        LanguageError: no such language, or one of its files does not hold what it should.
    """
    folder = FOLDER / code
    if not (folder / "grammar.yaml").is_file():
        there = ", ".join(sorted(p.parent.name for p in FOLDER.glob("*/grammar.yaml")))
        raise LanguageError(folder, f"no language {code!r}", f"there is: {there}")
    grammar = load_grammar(folder / "grammar.yaml")
    rules, examples = load_rules(folder / "rules", grammar)
    return Language(
        code,
        folder,
        grammar,
        rules,
        examples,
        titles=TitleWords.of(_lexicon(folder, "titles")),
        metonymy=MetonymyWords.of(_lexicon(folder, "metonymy"), grammar.words("conjunctions")),
        registry=registry.load(*sorted((folder / "registry").glob("*.csv")), *registries),
        names=names.load(folder / "names.yaml"),
        patterns={kind: tuple(patterns) for kind, patterns in _lexicon(folder, "patterns").items()},
        dates=dates.DateWords.load(folder / "dates.yaml"),
        numbers=quantities.NumberWords.load(folder / "numbers.yaml"),
    )


def _strings(value: Any) -> Iterator[str]:
    """Every string within lists and mappings; keys are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))


def _lexicon(folder: Path, name: str) -> Any:
    return yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
