"""Every figure of the model card, from the shipped models and the test data."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import language, models
from kg.training import names, treebank

PARSING = {"CSUI test": "id_csui-ud-test", "GSD test": "id_gsd-ud-test"}
OWN_TREES = treebank.TREES / "test.conllu"
METRICS = ("Tokens", "Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS")
COARSE = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
NAMES = {
    "idner-news-2k test": "idner-news-2k.retok/test.bio",
    "NERUI test": "nerui.retok/test.bio",
    "PUD-UNER projected": "pud-uner-projected/test.bio",
}

Row = tuple[str, str, float]


def evaluate(data: Path, folder: Path = models.FOLDER) -> Iterator[Row]:
    """Rows of test, metric and F1 in per cent: parsing from raw text, names from gold tokens, eight types on what we marked ourselves.

    Args:
        data: the folder with `ud/`, `ner/` and `text/`.
        folder: a Stanza model directory.
    """
    parser = models.pipeline("tokenize,mwt,pos,lemma,depparse", folder=folder)
    heads = models.pipeline("depparse", folder=folder, depparse_pretagged=True)
    treebanks = {test: data / "ud" / f"{name}.conllu" for test, name in PARSING.items()} | {"own treebank": OWN_TREES}
    for test, gold in treebanks.items():
        for metric, f1 in parsing(parser, gold).items():
            yield test, metric, f1
        yield test, "LAS from gold", attachment(heads, gold)
    tagger = models.pipeline("tokenize,ner", folder=folder, tokenize_pretokenized=True)
    for test, path in NAMES.items():
        yield test, "PER ORG LOC", spans(tagger, names.bio(data / "ner" / path), COARSE)["all"]
    tokenizer = models.pipeline("tokenize,mwt", folder=folder)
    same = {t: t for t in names.TYPES}
    for kind, f1 in spans(tagger, names.own(names.CORPUS / "dev", tokenizer, language.load("id").spelling), same).items():
        yield "own corpus dev", kind, f1
    for part in ("dev", "test"):
        for kind, f1 in spans(tagger, names.marked(names.MARKS / f"{part}.tsv", data / "text", tokenizer), same).items():
            yield f"marked {part}", kind, f1


def parsing(nlp: Any, gold: Path) -> Mapping[str, float]:
    """F1 in per cent of every metric of the CoNLL 2018 shared task (Zeman et al. 2018), from raw text."""
    from stanza.utils.datasets import conllu_to_text

    with tempfile.TemporaryDirectory() as place:
        text = Path(place) / "raw.txt"
        conllu_to_text.convert_text(str(gold), str(text))
        scores = _compared(nlp(text.read_text(encoding="utf-8")), gold)
    return {metric: scores[metric] for metric in METRICS}


def attachment(nlp: Any, gold: Path) -> float:
    """LAS in per cent from gold sentences, words and tags."""
    from stanza.utils.conll import CoNLL

    return _compared(nlp(CoNLL.conll2doc(str(gold))), gold)["LAS"]


def _compared(document: Any, gold: Path) -> Mapping[str, float]:
    from udtools import udeval

    with tempfile.TemporaryDirectory() as place:
        system = Path(place) / "system.conllu"
        system.write_text(f"{document:C}" + "\n\n", encoding="utf-8")
        scores = udeval.evaluate(*(udeval.load_conllu_file(str(path)) for path in (gold, system)))
    return {metric: round(100 * score.f1, 1) for metric, score in scores.items()}


def spans(nlp: Any, sentences: list[names.Tagged], types: Mapping[str, str]) -> Mapping[str, float]:
    """Exact-match F1 in per cent, over all and by type, on gold tokens.

    types: from a type of either side to the one compared; others do not count.
    """
    sentences = [s for s in sentences if s]
    document = nlp([[t for t, _ in rows] for rows in sentences])
    hits, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for rows, parsed in zip(sentences, document.sentences, strict=True):
        tags = [(t.text, bio(t.ner)) for t in parsed.tokens]
        system, gold = _mapped(names.entities(tags), types), _mapped(names.entities(rows), types)
        for counter, items in ((hits, system & gold), (found, system), (wanted, gold)):
            for _, _, kind in items:
                counter.update((kind, "all"))
    return {kind: round(200 * hits[kind] / (found[kind] + wanted[kind]), 1) for kind in sorted(wanted)}


def bio(tag: str) -> str:
    """BIOES to BIO."""
    return {"S": "B", "E": "I"}.get(tag[0], tag[0]) + tag[1:]


def _mapped(entities: Iterable[tuple[int, int, str]], types: Mapping[str, str]) -> set[tuple[int, int, str]]:
    coarse = {"LOC": "LOC"} | dict(types)
    return {(start, end, coarse[kind]) for start, end, kind in entities if kind in coarse}
