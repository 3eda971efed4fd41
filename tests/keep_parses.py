"""Parse the rules' examples with the shipped models and keep the parses: `python -m tests.keep_parses [RELATION...]`.

Rules are tested on kept parses, so that a test fails because of a rule and never because of a model. A name that an example expects and the
model missed is put right here; its type is the registry's, else the first that the relation allows.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kg import conllu, documents, language, models, ontology
from kg.types import Article, Document, Name, Span

FOLDER = Path(__file__).parent / "data" / "parses"
NAMED = ("subject", "object", "place")
NAMES = ("PER", "ORG", "GPE", "FAC", "LOC", "EVENT", "LAW", "NORP")


def key(relation: str, number: int) -> str:
    return f"{relation}-{number}"


def main(relations: list[str]) -> None:
    spoken, world, nlp = language.load("id"), ontology.load(), models.pipeline()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for relation in relations or spoken.examples:
        examples = spoken.examples[relation]
        articles = [Article(key(relation, i), e.text) for i, e in enumerate(examples)]
        parsed = documents.annotate(articles, nlp, spoken.spelling)
        mended = [
            replace(d, names=tuple(sorted(_names(d, e.finds, relation, spoken, world)))) for d, e in zip(parsed, examples, strict=True)
        ]
        (FOLDER / f"{relation}.conllu").write_text(
            "".join(f"# newdoc id = {d.article.id}\n{conllu.dumps(d)}" for d in mended), encoding="utf-8"
        )


def _names(
    document: Document, finds: Iterable[Mapping[str, str]], relation: str, spoken: language.Language, world: ontology.Ontology
) -> Iterator[Name]:
    text = document.article.text
    expected = []
    for row in finds:
        for role in NAMED:
            surface = row.get(role, "")
            kind = _type(surface, role, relation, document, spoken, world)
            if surface in text and surface[:1].isupper() and kind:
                span = Span(text.index(surface), text.index(surface) + len(surface))
                expected.append(Name(span, kind))
    yield from dict.fromkeys(expected)
    yield from (n for n in document.names if not any(n.span.overlaps(e.span) for e in expected))


def _type(
    surface: str, role: str, relation: str, document: Document, spoken: language.Language, world: ontology.Ontology
) -> str | None:
    marked = next((n.type for n in document.names if n.span.of(document.article.text) == surface), None)
    known = spoken.registry.named(surface)
    rule = world.relations[relation]
    allowed = {"subject": rule.subjects, "object": rule.objects}.get(role, frozenset({"GPE"}))
    if spoken.titles.head_at(surface.lower().split(), 0):
        return None  # a title is found by the rules for titles
    likely = [marked, *(e.type for e in known)]
    return next((t for t in likely if t in allowed), next((t for t in NAMES if t in allowed), None))


if __name__ == "__main__":
    main(sys.argv[1:])
