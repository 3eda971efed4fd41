"""Lines of our names corpus as sentences that the tokenizer can learn from.

A line of the corpus is one sentence, headline or caption, which is what treebanks have too little of; its tokens are those that a first
tokenizer finds. What that one is known to get wrong is left out: a final -kah or -lah cut off a word that no treebank cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.training.treebank import FORM, Block


def cut_words(sentences: Iterable[Block]) -> set[str]:
    """The words, in lower case, that these sentences write as one token and count as several."""
    rows = (line.split("\t") for block in sentences for line in block if line[:1].isdigit())
    return {row[FORM].lower() for row in rows if "-" in row[0]}


def tokenized(lines: Sequence[str], nlp: Any, cut: set[str], endings: tuple[str, ...]) -> Iterator[Block]:
    """The lines as CoNLL-U sentences with nothing but tokens and words.

    Args:
        nlp: a pipeline of tokenizer and multi-word tokens that splits no sentences.
        cut: what `cut_words` gives for the treebanks.
        endings: an ending that may be cut off only these.
    """
    for line, document in zip(lines, nlp.bulk_process(list(lines)), strict=True):
        tokens = [token for sentence in document.sentences for token in sentence.tokens]
        if not any(len(t.words) > 1 and t.text.lower().endswith(endings) and t.text.lower() not in cut for t in tokens):
            yield [f"# text = {line}", *(row for token in tokens for row in _rows(token, line))]


def _rows(token: Any, line: str) -> Iterator[str]:
    after = "_" if line[token.end_char : token.end_char + 1] in ("", " ") else "SpaceAfter=No"
    several = len(token.words) > 1
    if several:
        yield "\t".join([f"{token.words[0].id}-{token.words[-1].id}", token.text, *"_" * 7, after])
    for word in token.words:
        yield "\t".join([str(word.id), word.text, *"_" * 7, "_" if several else after])
