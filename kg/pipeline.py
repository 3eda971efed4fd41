"""The order of the stages, written once.

Reading, annotating, finding mentions and extracting claims look at one article at a time, so any number of processes can share them;
resolving and assembling see everything. The graph is the same however the work was shared.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg import articles, claims, documents, entities, export, graph, language, mentions, models, ontology, pool
from kg.chunks import Row
from kg.errors import ArticleError, KgError
from kg.types import Article, Claim, Document, Graph, Mention

if TYPE_CHECKING:
    import stanza

CODE = "id"
Progress = Callable[[int, int], None]
Inputs = str | Path | Sequence[str | Path]
_log = logging.getLogger(__name__)


class Reading(NamedTuple):
    """What one article says."""

    mentions: list[Mention]
    claims: list[Claim]


class Failure(NamedTuple):
    """Why an article could not be read: an ArticleError in the shape in which it travels between processes."""

    where: str
    what: str
    cure: str


@dataclass(frozen=True, slots=True)
class Reader:
    """What a process needs to read articles."""

    language: language.Language
    ontology: ontology.Ontology
    nlp: stanza.Pipeline

    def annotate(self, batch: Sequence[Article]) -> Iterator[Document]:
        return documents.annotate(batch, self.nlp, self.language.spelling)

    def understand(self, document: Document) -> Reading:
        """The claims of a document, its names, and those of its phrases (titles, topics) that a claim uses."""
        found = mentions.find(document, self.language)
        said = claims.extract(document, found, self.language, self.ontology)
        names = (m for m in found if m.type not in claims.PHRASES)
        return Reading(sorted({*names, *(m for claim in said for m in claim.mentions)}), said)

    def frames(self, document: Document) -> Iterator[tuple[Row, list[claims.Reading]]]:
        """What the rules see of each sentence; for whoever writes them."""
        return claims.frames(document, mentions.find(document, self.language), self.language, self.ontology)

    def read(self, batch: Sequence[Article]) -> list[Reading | Failure]:
        """A reading or a failure for each article, in their order."""
        try:
            annotated = list(self.annotate(batch))
        except Exception as error:
            if len(batch) == 1:
                return [_failure(batch[0], error)]
            return [outcome for article in batch for outcome in self.read([article])]  # its neighbours shall not suffer for it
        return [self._outcome(document) for document in annotated]

    def _outcome(self, document: Document) -> Reading | Failure:
        try:
            return self.understand(document)
        except Exception as error:
            return _failure(document.article, error)


def _failure(article: Article, error: Exception) -> Failure:
    """Whatever an article brings to light, a user's mistake or one of ours, costs that article alone."""
    _log.debug("%s failed", article.id, exc_info=error)
    if isinstance(error, KgError):
        return Failure(error.where, error.what, error.cure)
    return Failure(article.id, f"{type(error).__name__}: {error}", "a fault of the program: please report it with the article")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a user may put in place of, or beside, what is shipped.

    registries: further registry tables (CSV).
    folder: a Stanza model directory.
    ner_model: a Stanza NER model, or the folder of a Hugging Face token classifier.
    """

    registries: tuple[Path, ...] = ()
    folder: Path = models.FOLDER
    ner_model: Path | None = None


SHIPPED = Setup()


@cache
def reader(setup: Setup) -> Reader:
    """Language, ontology and models, loaded once a process."""
    nlp = models.pipeline(language=CODE, folder=setup.folder, ner_model=setup.ner_model)
    return Reader(language.load(CODE, *setup.registries), ontology.load(), nlp)


def build(
    inputs: Inputs, *, setup: Setup = SHIPPED, jobs: int = 1, min_confidence: float = 0.0, progress: Progress | None = None
) -> tuple[Graph, list[KgError]]:
    """The graph of all articles that could be read, and an error for each that could not.

    Args:
        inputs: files, folders and globs; `-` is standard input.
        jobs: processes that read articles, each on one core. More than one are spawned, so a script needs its `__main__` guard.
        min_confidence: claims below it are left out.
        progress: called with the number of articles done and of all.

    Raises:
        KgError: nothing can be built at all: no input, a broken registry, a missing model.
    """
    known, world = language.load(CODE, *setup.registries), ontology.load()
    models.check(setup.folder, CODE, setup.ner_model)  # here rather than in each process
    wanted, errors = _read(inputs)
    read, found, said = [], [], []
    portions = list(pool.portions(wanted, documents.BATCH))
    outcomes = chain.from_iterable(pool.share(partial(_work, setup), portions, min(jobs, len(portions))))
    for done, (article, outcome) in enumerate(zip(wanted, outcomes, strict=True), 1):
        if isinstance(outcome, Failure):
            errors.append(ArticleError(*outcome))
        else:
            read.append(article)
            found += outcome.mentions
            said += [claim for claim in outcome.claims if claim.confidence >= min_confidence]
        if progress is not None:
            progress(done, len(wanted))
    resolution = entities.resolve(found, known.registry, known.names, articles={article.id: article.text for article in read})
    return graph.assemble(read, said, resolution.entities, resolution.of, world, resolution.reasons), errors


def graph_of(inputs: Inputs, *, jobs: int = 1, registries: Sequence[Path] = (), min_confidence: float = 0.0) -> Graph:
    """`build` for a script or a notebook: the graph alone; the first error is raised."""
    built, errors = build(inputs, setup=Setup(tuple(registries)), jobs=jobs, min_confidence=min_confidence)
    if errors:
        raise errors[0]
    return built


def annotate(article: Article) -> Document:
    """One article with its syntax and names, by the shipped models."""
    return next(reader(SHIPPED).annotate([article]))


def write(built: Graph, path: str | Path) -> None:
    """Write a graph: to a folder in every format, or to one file whose suffix picks the format (`.ttl`, `.html`, ...).

    Raises:
        KgError: no format has this suffix.
    """
    path = Path(path)
    if path.is_dir() or not path.suffix:
        export.write(built, path, ontology.load())
        return
    name = format_of(path.name) or format_of(path.suffix)
    if name is None:
        raise KgError(path, f"no format {path.suffix!r}", f"there is: {', '.join(export.FORMATS)}")
    content = export.FORMATS[name](built, ontology.load())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def format_of(wanted: str) -> str | None:
    """The file of a built folder that is meant by its name (`graph.ttl`) or suffix (`ttl`)."""
    return next((name for name in (wanted, f"graph.{wanted.lstrip('.')}") if name in export.FORMATS), None)


def _read(inputs: Inputs) -> tuple[list[Article], list[KgError]]:
    """The articles of all files, and an error for each that cannot be read."""
    outcomes = list(articles.read_all(articles.find([inputs] if isinstance(inputs, str | Path) else inputs)))
    return [o for o in outcomes if isinstance(o, Article)], [o for o in outcomes if isinstance(o, KgError)]


def _work(setup: Setup, batch: Sequence[Article]) -> list[Reading | Failure]:
    return reader(setup).read(batch)
