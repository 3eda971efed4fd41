"""Titles in sentences that break off anywhere: no parse is too odd to be read."""

import pytest

from kg import language, titles
from kg.types import Mention, Sentence, Span, Token

WORDS = language.load("id").titles


def found(text: str, state: str | None = None) -> list[str]:
    tokens, at = [], 0
    for i, word in enumerate(text.split()):
        tokens.append(Token(i, Span(at, at + len(word)), word, word, "PROPN", "", -1, "dep"))
        at += len(word) + 1
    named = [Mention("d", Span(text.index(state), text.index(state) + len(state)), state, "GPE")] if state else []
    return [m.text for m in titles.find(Sentence(tuple(tokens)), named, WORDS, text)]


@pytest.mark.parametrize("rest", [",", ", Seni ,", ", dan", ", Seni , dan", ", Seni , dan Olahraga"])
def test_a_title_that_breaks_off_at_a_comma_ends_before_it(rest: str) -> None:
    assert found(f"Menteri Riset {rest}") == ["Menteri Riset"]


def test_a_title_over_commas_ends_at_its_state() -> None:
    assert found("Menteri Riset , Seni , dan Olahraga Fiji hadir", "Fiji") == ["Menteri Riset , Seni , dan Olahraga Fiji"]
