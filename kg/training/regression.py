"""The rules on the treebanks' gold parses: what fired, and on what, so that a change of a rule shows its side effects in a diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg import claims, conllu, language, mentions, models, ontology
from kg.training import names, scores
from kg.types import Document, Name, Span

TREEBANKS = ("id_csui-ud-train", "id_csui-ud-test", "id_gsd-ud-dev", "id_gsd-ud-test", "id_pud-ud-test")
_SHOWN = 160  # characters of a sentence


def report(data: Path, code: str = "id") -> Iterator[str]:
    """A line for each claim on the gold parses (rule, subject, object, status, sentence), then a count for each rule.

    The treebanks have no names: those are the shipped model's, on the gold words. Sentences are read one by one, so that nothing is
    pointed at across them.
    """
    spoken, world = language.load(code), ontology.load()
    tagger = models.pipeline("tokenize,ner", tokenize_pretokenized=True)
    fired: Counter[str] = Counter()
    read = 0
    for name in TREEBANKS:
        blocks = (data / "ud" / f"{name}.conllu").read_text(encoding="utf-8").strip().split("\n\n")
        for document in _named([conllu.loads(block, f"{name}-{i}") for i, block in enumerate(blocks)], tagger):
            read += 1
            for claim in claims.extract(document, mentions.find(document, spoken), spoken, world):
                fired[claim.rule] += 1
                said = document.article.text[:_SHOWN]
                yield f"{claim.rule}\t{claim.subject.text} -> {claim.object.text}\t{claim.modality}, {claim.polarity}\t{said}"
    yield from (f"{count:5} {rule}" for rule, count in sorted(fired.items(), key=lambda item: (-item[1], item[0])))
    yield f"{sum(fired.values())} claims of {len(fired)} rules on {read} sentences"


def _named(documents: list[Document], tagger: Any) -> Iterator[Document]:
    """Documents of one sentence each, with the names that the model finds on their words."""
    tagged = tagger([[t.text for t in d.sentences[0].tokens] for d in documents])
    for document, parsed in zip(documents, tagged.sentences, strict=True):
        rows = [(t.text, scores.bio(t.ner)) for t in parsed.tokens]
        spans = [t.span for t in document.sentences[0].tokens]
        found = (Name(Span(spans[start].start, spans[end - 1].end), kind) for start, end, kind in names.entities(rows))
        yield replace(document, names=tuple(found))
