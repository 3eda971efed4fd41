"""report.md: the graph for a reader. All wording is in report.yaml."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.export import assets, network, suggestions
from kg.export.network import ASSERTED, Link
from kg.ontology import Ontology
from kg.types import Entity, Graph, Polarity, Statement

_MOST_CENTRAL = 15
_NAMES_SHOWN = 6


def page(graph: Graph, ontology: Ontology) -> str:
    """The report as Markdown; what comes from articles is escaped."""
    return "\n".join(_Report(graph, ontology).lines()) + "\n"


class _Report:
    """Knows graph and wording, and writes section after section."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self.graph, self.ontology = graph, ontology
        self.words = assets.data("report.yaml")
        self.links = network.links(graph, ontology)

    def lines(self) -> Iterator[str]:
        yield f"# {self.words['title']}"
        yield from ("", self.summary())
        yield from self.table("read", self.read())
        yield from self.table("types", self.types())
        yield from self.table("relations", self.relations())
        yield from self.table("central", self.central())
        yield from self.list("facts", self.facts(_is_asserted))
        yield from self.list("open", self.facts(_is_open))
        yield from self.list("denied", self.facts(_is_denied))
        yield from self.list("numbers", self.numbers())
        yield from self.list("alike", self.alike())

    def alike(self) -> Iterator[str]:
        for s in suggestions.find(self.graph):
            yield "- " + str(self.words["alike"]["line"]).format(one=_plain(s.kept.name), other=_plain(s.other.name), likeness=s.likeness)

    # ---- sections

    def table(self, section: str, rows: Iterable[Sequence[object]]) -> Iterator[str]:
        words = self.words[section]
        yield from ("", f"## {words['title']}", "", _row(words["head"]), _row(["---"] * len(words["head"])))
        yield from map(_row, rows)

    def list(self, section: str, lines: Iterable[str]) -> Iterator[str]:
        words, found = self.words[section], list(lines)
        yield from ("", f"## {words['title']}", "")
        if found and "note" in words:
            yield from (words["note"], "")
        yield from found or [words["empty"]]

    def summary(self) -> str:
        tests = {"asserted": _is_asserted, "open": _is_open, "denied": _is_denied}
        return str(self.words["summary"]).format(
            documents=len(self.graph.articles),
            entities=len(self.graph.entities),
            claims=len(self.graph.statements),
            **{name: sum(any(map(test, link.statements)) for link in self.links) for name, test in tests.items()},
        )

    # ---- rows

    def read(self) -> Iterator[Sequence[object]]:
        claims = Counter(s.claim.document for s in self.graph.statements)
        for key, article in self.graph.articles.items():
            yield _plain(key), _plain(article.title), _plain(article.publisher), _plain(article.published), claims[key]

    def types(self) -> Iterator[Sequence[object]]:
        groups: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.graph.entities.values():
            groups[entity.type].append(entity)
        for kind, entities in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
            frequent = sorted(entities, key=lambda e: (-len(e.mentions), e.id))[:_NAMES_SHOWN]
            yield self.ontology.types[kind].label_id, len(entities), ", ".join(_plain(e.name) for e in frequent)

    def relations(self) -> Iterator[Sequence[object]]:
        counts = Counter((link.relation.name, link.status == ASSERTED) for link in self.links)
        names = sorted({name for name, _ in counts}, key=lambda name: (-counts[name, True], -counts[name, False], name))
        for name in names:
            yield self.ontology.relation(name).label_id, counts[name, True], counts[name, False]

    def central(self) -> Iterator[Sequence[object]]:
        degree = Counter(end for link in self.links for end in (link.source, link.target))
        for key, count in sorted(degree.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_CENTRAL]:
            entity = self.graph.entities[key]
            documents = len({mention.document for mention in entity.mentions})
            yield _plain(entity.name), self.ontology.types[entity.type].label_id, count, documents

    def facts(self, test: Callable[[Statement], bool]) -> Iterator[str]:
        """The links of which something like this is said, with the sentences that say it."""
        for link in self.links:
            if proofs := [self.proof(s) for s in link.statements if test(s)]:
                yield f"- {self.sentence(link)}"
                yield from proofs

    def numbers(self) -> Iterator[str]:
        for link in self.links:
            counted = [s for s in link.statements if s.claim.quantity]
            if len({(s.claim.quantity.value, s.claim.quantity.unit) for s in counted if s.claim.quantity}) > 1:
                yield f"- {self.sentence(link)}"
                yield from map(self.proof, counted)

    # ---- sentences

    def sentence(self, link: Link) -> str:
        source, target = (_plain(self.graph.entities[key].name) for key in (link.source, link.target))
        return f"**{source}** — {link.relation.label_id} — **{target}**"

    def proof(self, statement: Statement) -> str:
        claim = statement.claim
        said = "; ".join([network.stance(statement, self.ontology), *self.slots(statement)])
        return f"  - {said}: “{_plain(self.graph.quote(claim))}” ({_plain(claim.document)}, {claim.evidence.start}–{claim.evidence.end})"

    def slots(self, statement: Statement) -> Iterator[str]:
        claim, words = statement.claim, self.words["slots"]
        values = {
            "date": claim.date,
            "place": statement.place and self.names(statement.place),
            "quantity": claim.quantity and claim.quantity.text,
            "said_by": self.names(*statement.attribution),
            "via": self.names(*statement.via),
            "content": claim.content and claim.content.of(self.graph.articles[claim.document].text),
        }
        return (f"{words[slot]} {_plain(value)}" for slot, value in values.items() if value)

    def names(self, *keys: str) -> str:
        return ", ".join(self.graph.entities[key].name for key in keys)


def _is_asserted(statement: Statement) -> bool:
    return statement.asserted


def _is_denied(statement: Statement) -> bool:
    return statement.claim.polarity is Polarity.NEGATIVE


def _is_open(statement: Statement) -> bool:
    return not (_is_asserted(statement) or _is_denied(statement))


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _plain(text: str | None) -> str:
    """Text on one line that Markdown and HTML leave alone."""
    return re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", " ".join((text or "").split()))
