"""Treebanks with tags as a tagger gives them to text that it has not been trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg import models
from kg.training import treebank
from kg.training.treebank import Block

UPOS = 3

Tagger = Callable[[list[Block]], list[Block]]


def predict(work: Path, halves: Sequence[Path], whole: Path, vectors: Path) -> None:
    """Write `tagged-gold`, `tagged-silver` and `tagged-dev` into `work`.

    Args:
        halves: two taggers; the first was trained on the sentences with even numbers, the second on the others.
        whole: a tagger trained on all training sentences, for the development set.
        vectors: the word vectors of all three.
    """
    taggers = [tagger(path, vectors, work) for path in halves]
    for kind in ("gold", "silver"):
        sentences = treebank.blocks(work / f"{kind}.conllu")
        for which, tag in enumerate(taggers):
            sentences[1 - which :: 2] = tag(sentences[1 - which :: 2])
        treebank.write(work / f"tagged-{kind}.conllu", sentences)
    tag = tagger(whole, vectors, work)
    treebank.write(work / "tagged-dev.conllu", tag(treebank.blocks(work / "dev.conllu")))


def tagger(model: Path, vectors: Path, work: Path) -> Tagger:
    """What puts this model's tags into the sentences of a treebank."""
    from stanza.utils.conll import CoNLL

    options: dict[str, Any] = {"pos_model_path": str(model), "pos_pretrain_path": str(vectors)}
    nlp = models.pipeline("tokenize,pos", complete=False, tokenize_pretokenized=True, **options)

    def tag(sentences: list[Block]) -> list[Block]:
        place = work / "untagged.conllu"
        treebank.write(place, sentences)
        document = nlp.process(CoNLL.conll2doc(str(place)), processors="pos")
        return [retagged(s, [word.upos for word in read.words]) for s, read in zip(sentences, document.sentences, strict=True)]

    return tag


def retagged(block: Block, tags: Sequence[str]) -> Block:
    """The sentence with these tags on its words.

    >>> retagged(["# text = Ya", "1\\tYa\\tya\\tINTJ\\t_"], ["NOUN"])[1].split()
    ['1', 'Ya', 'ya', 'NOUN', '_']
    """
    rest = iter(tags)

    def line(row: list[str]) -> str:
        return "\t".join([*row[:UPOS], next(rest), *row[UPOS + 1 :]] if row[0].isdigit() else row)

    return [line(text.split("\t")) for text in block]
