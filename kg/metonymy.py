"""A capital or a seat of government: the place, or the government that sits there?

The sense is read from the words just before and after the name; the word lists are `metonymy.yaml`. Both readings stay apart as entities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.types import Mention, Sense, Sentence

_REACH = 4  # words before the preposition among which a noun may govern it


@dataclass(frozen=True)
class MetonymyWords:
    place_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    actor_nouns: frozenset[str]
    sent: frozenset[str]
    locative: frozenset[str]
    governing_nouns: frozenset[str]
    party_prepositions: frozenset[str]
    copulas: frozenset[str]
    conjunctions: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Sequence[str]], conjunctions: frozenset[str]) -> "MetonymyWords":
        return cls(**{name: frozenset(words) for name, words in data.items()}, conjunctions=conjunctions)


def sense(
    sentence: Sentence, first: int, last: int, before: Mention | None, after: Mention | None, previous: Sense | None, words: MetonymyWords
) -> Sense:
    """The sense of the name on words first to last.

    Args:
        before, after: the mention that ends just before the word before the name, and the one that begins just after the word after it.
        previous: the sense of the name just before, which a coordinated one shares.
    """
    tokens = [t.text.lower() for t in sentence.tokens]
    left = tokens[first - 1] if first else ""
    right = tokens[last + 1] if last + 1 < len(tokens) else ""
    if left in words.conjunctions and previous is not None:
        return previous
    following = tokens[last + 2] if last + 2 < len(tokens) else ""
    if right in words.copulas or (right == "," and following in words.place_nouns):
        return Sense.PLACE
    if left == "," and before is not None and before.type in ("GPE", "LOC", "FAC"):
        return Sense.PLACE
    if left in words.place_prepositions:
        governors = {_stem(t) for t in tokens[max(0, first - 1 - _REACH) : first - 1]}
        actors = words.actor_nouns if left in words.locative else words.actor_nouns | words.sent
        return Sense.ACTOR if governors & actors else Sense.PLACE
    if left in words.party_prepositions or left in words.governing_nouns:
        return Sense.ACTOR
    if left in words.place_nouns or (right == "," and after is not None and after.type == "GPE" and not left):
        return Sense.PLACE
    if sentence.tokens[first - 1].upos == "NOUN" if first else False:
        return Sense.ACTOR if {left, *tokens[max(0, first - 3) : first]} & words.governing_nouns else Sense.PLACE
    return Sense.ACTOR


def _stem(word: str) -> str:
    """A noun without its enclitic, which the tokenizer may have left on."""
    return word[:-3] if len(word) > 6 and word.endswith("nya") else word
