"""The order of the stages, with stages made by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kg import pipeline, pool
from kg.errors import ArticleError, KgError, ModelError
from kg.types import Article, Document, Entity, Mention

from . import factories

TEXT = "Budi Santoso menerima Siti Rahma."


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Stages that find one claim in every article, know no model, and stumble over some words; holds the sizes of the batches."""
    sizes: list[int] = []

    def scan(path: Path) -> Iterator[Article | ArticleError]:
        if "unreadable" in path.name:
            yield ArticleError(path, "cannot be read", "save it as UTF-8")
        else:
            yield Article(path.stem, path.read_text(encoding="utf-8"))

    def annotate(articles: Sequence[Article], nlp: Any, spelling: Any) -> Iterator[Document]:
        sizes.append(len(articles))
        for article in articles:
            if "unparsable" in article.text:
                raise MemoryError("too long")
            yield Document(article, (), ())

    def find(document: Document, language: Any) -> list[Mention]:
        if "unfindable" in document.article.text:
            raise IndexError("list index out of range")
        return [factories.find(document.article, name) for name in ("Budi Santoso", "Siti Rahma")]

    def extract(document: Document, mentions: list[Mention], language: Any, ontology: Any) -> list[Any]:
        sure = 0.5 if "perhaps" in document.article.text else 0.9
        return [factories.claim(document.article, "Budi Santoso", "hosted", "Siti Rahma", confidence=sure)]

    def resolve(mentions: list[Mention], registry: Any, names: Any, articles: Any) -> SimpleNamespace:
        keys = {"Budi Santoso": "budi", "Siti Rahma": "siti"}
        entities = {key: Entity(key, "PER", name) for name, key in keys.items()}
        return SimpleNamespace(entities=entities, of={m: keys[m.text] for m in mentions}, reasons={})

    monkeypatch.setattr(pipeline.articles, "scan", scan)
    monkeypatch.setattr(pipeline.documents, "annotate", annotate)
    monkeypatch.setattr(pipeline.mentions, "find", find)
    monkeypatch.setattr(pipeline.claims, "extract", extract)
    monkeypatch.setattr(pipeline.entities, "resolve", resolve)
    monkeypatch.setattr(pipeline.language, "load", lambda *_: SimpleNamespace(registry=None, names=None, spelling=None))
    monkeypatch.setattr(pipeline.models, "check", lambda *_: None)
    monkeypatch.setattr(pipeline.models, "pipeline", lambda **_: None)
    pipeline.reader.cache_clear()
    yield sizes
    pipeline.reader.cache_clear()


def files(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_articles_become_a_graph(stages: list[int], tmp_path: Path) -> None:
    graph, errors = pipeline.build(files(tmp_path, b=TEXT, a=TEXT))
    assert errors == []
    assert list(graph.articles) == ["a", "b"]
    assert [(f.subject, f.relation, f.object, len(f.statements)) for f in graph.facts] == [("budi", "hosted", "siti", 2)]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("unreadable", TEXT, "cannot be read (save it as UTF-8)"),
        ("c", "unparsable", "c: MemoryError: too long"),
        ("c", "unfindable", "c: IndexError: list index out of range"),
    ],
)
def test_a_bad_article_costs_only_itself(stages: list[int], tmp_path: Path, name: str, text: str, message: str) -> None:
    graph, errors = pipeline.build(files(tmp_path, **{"a": TEXT, "b": TEXT, name: text, "d": TEXT}))
    assert list(graph.articles) == ["a", "b", "d"]
    assert len(errors) == 1
    assert message in str(errors[0])


def test_two_articles_of_one_name(stages: list[int], tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        files(tmp_path / folder, a=TEXT)
    graph, errors = pipeline.build([tmp_path / "y", tmp_path / "x"])
    assert list(graph.articles) == ["a"]
    assert "an article called 'a' too" in str(errors[0])


def test_articles_go_through_the_models_in_batches(stages: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.documents, "BATCH", 2)
    done: list[tuple[int, int]] = []
    pipeline.build(files(tmp_path, a=TEXT, b=TEXT, c=TEXT), progress=lambda *step: done.append(step))
    assert stages == [2, 1]
    assert done == [(1, 3), (2, 3), (3, 3)]


def test_doubtful_claims_can_be_left_out(stages: list[int], tmp_path: Path) -> None:
    graph, _ = pipeline.build(files(tmp_path, a=TEXT, b=TEXT + " perhaps"), min_confidence=0.8)
    assert [s.claim.document for s in graph.statements] == ["a"]


def test_a_script_gets_the_graph_or_the_error(stages: list[int], tmp_path: Path) -> None:
    assert len(pipeline.graph_of(files(tmp_path, a=TEXT)).facts) == 1
    with pytest.raises(ArticleError, match="IndexError"):
        pipeline.graph_of(files(tmp_path, b="unfindable"))


@pytest.mark.usefixtures("stages")
def test_what_concerns_all_articles_is_raised_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def check(*_: Any) -> None:
        raise ModelError("ner/news.pt", "the model is missing")

    monkeypatch.setattr(pipeline.models, "check", check)
    with pytest.raises(ModelError, match="the model is missing"):
        pipeline.build(files(tmp_path, a=TEXT), jobs=2)


def test_write_goes_by_the_suffix(tmp_path: Path) -> None:
    pipeline.write(factories.sample(), tmp_path / "news.ttl")
    assert "kg:hosted" in (tmp_path / "news.ttl").read_text(encoding="utf-8")
    pipeline.write(factories.sample(), tmp_path / "claims.jsonl")
    assert '"relation": "hosted"' in (tmp_path / "claims.jsonl").read_text(encoding="utf-8")
    with pytest.raises(KgError, match=r"no format '\.docx'"):
        pipeline.write(factories.sample(), tmp_path / "news.docx")


def in_process(number: int) -> tuple[int, int, str | None]:
    return number, os.getpid(), os.environ.get("OMP_NUM_THREADS")


def die(number: int) -> int:
    os._exit(number)


def test_processes_share_the_work_and_keep_its_order() -> None:
    made = list(pool.share(in_process, range(6), jobs=2))
    assert [number for number, _, _ in made] == list(range(6))
    assert os.getpid() not in {process for _, process, _ in made}
    assert {threads for _, _, threads in made} == {"1"}


def test_no_more_work_is_fetched_than_the_processes_hold() -> None:
    fetched: list[int] = []
    made = pool.share(in_process, (fetched.append(n) or n for n in range(100)), jobs=2)
    next(made)
    assert len(fetched) < 10
    made.close()


def test_a_process_that_dies_is_one_error() -> None:
    with pytest.raises(KgError, match="use fewer jobs"):
        list(pool.share(die, [1, 2], jobs=2))
