"""Assemble: articles, claims and entities become one graph.

The graph is a function of the sets of its inputs: their order, and repeats among them, change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha1

from kg.errors import ArticleError
from kg.ontology import Ontology
from kg.types import Article, Claim, Entity, Graph, Mention, Statement

FURNITURE = frozenset(("boilerplate", "credit", "related"))


def assemble(
    articles: Iterable[Article],
    claims: Iterable[Claim],
    entities: Mapping[str, Entity],
    entity_of: Mapping[Mention, str],
    ontology: Ontology,
    reasons: Mapping[Mention, str] | None = None,
) -> Graph:
    """The graph of all that was read.

    entities: by id. entity_of: the id of every mention that a claim uses. reasons: the rule behind each of these. Left out are a claim
    whose two sides turn out to be one entity, an entity that only the page's furniture names, and of claims that say the same from the
    same place all but the surest. Raises ArticleError when two texts share an id, OntologyError for a relation that the ontology lacks.
    """
    made = (_statement(claim, entity_of, ontology) for claim in claims)
    statements = tuple(sorted(_merged(s for s in made if s.subject != s.object), key=_position))
    used = {key for s in statements for key in (s.subject, s.object, s.place, *s.attribution, *s.via)}
    read = _by_id(articles)
    kept = {key: entity for key, entity in sorted(entities.items()) if key in used or any(_is_told(m, read) for m in entity.mentions)}
    return Graph(read, kept, statements, reasons or {})


def _is_told(mention: Mention, articles: Mapping[str, Article]) -> bool:
    """Does it stand in the article itself, and not only in a credit, a related link or the page's furniture?"""
    article = articles.get(mention.document)
    zones = article.zones if article else ()
    return not any(z.kind in FURNITURE and z.span.overlaps(mention.span) for z in zones)


def _statement(claim: Claim, entity_of: Mapping[Mention, str], ontology: Ontology) -> Statement:
    subject, object = entity_of[claim.subject], entity_of[claim.object]
    key = _digest(10, subject, claim.relation, object, claim.evidence.start)
    return Statement(
        id=f"{claim.document}-{key}",
        claim=claim,
        subject=subject,
        object=object,
        event=_event(claim, subject, object, ontology),
        place=None if claim.place is None else entity_of[claim.place],
        attribution=_distinct(entity_of[m] for m in claim.attribution),
        via=_distinct(entity_of[m] for m in claim.via),
    )


def _event(claim: Claim, subject: str, object: str, ontology: Ontology) -> str:
    """One name for one happening, so that articles that report the same thing meet without being compared.

    A date that is no finer than a year tells two happenings apart no better than none: then each article has its own.
    """
    root = ontology.root(claim.relation)
    sides = sorted((subject, object)) if root.symmetric else (subject, object)
    when = claim.date if claim.date and len(claim.date) >= len("2024-11") else claim.document
    return f"{root.name}-{_digest(8, root.name, *sides, when)}"


def _merged(statements: Iterable[Statement]) -> Iterator[Statement]:
    """One statement an id: the surest, with the speakers of all that say the same of it."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.id, []).append(statement)
    for group in groups.values():
        best = min(group, key=_doubt)
        agreeing = [s for s in group if _stance(s) == _stance(best)]
        yield replace(
            best,
            attribution=_distinct(key for s in agreeing for key in s.attribution),
            via=_distinct(key for s in agreeing for key in s.via),
        )


def _doubt(statement: Statement) -> tuple[float, int, str]:
    """Sorts the surest claim first, then the one that says most; the last part only makes the choice certain."""
    claim = statement.claim
    said = (claim.date, claim.place, claim.quantity, claim.content, claim.attribution or None, claim.via or None)
    return -claim.confidence, said.count(None), repr(claim)


def _stance(statement: Statement) -> tuple[str, str]:
    return statement.claim.modality, statement.claim.polarity


def _position(statement: Statement) -> tuple[str, int, str, str, str]:
    claim = statement.claim
    return claim.document, claim.evidence.start, claim.relation, statement.subject, statement.object


def _by_id(articles: Iterable[Article]) -> dict[str, Article]:
    found: dict[str, Article] = {}
    for article in articles:
        if found.setdefault(article.id, article) != article:
            raise ArticleError(article.id, "two different articles have this name", "rename one of the files")
    return dict(sorted(found.items()))


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(keys)))


def _digest(length: int, *parts: object) -> str:
    return sha1("|".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()[:length]
