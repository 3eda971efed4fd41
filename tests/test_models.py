"""The shipped models, the whole path on the project's own articles, and the notebook that shows it."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest

import kg
from kg import models, ontology, pipeline
from kg.errors import ModelError
from kg.export import FORMATS
from kg.types import Graph

pytestmark = pytest.mark.models
ROOT = Path(__file__).parent.parent
PEOPLE = ("Oleg Burmistrov", "Sergey Lavrov", "Choe Son-hui", "Lee Jae Myung", "Kim Jong Un")


@pytest.fixture(scope="module")
def graph() -> Graph:
    built, errors = pipeline.build(ROOT / "seeds")
    assert errors == []
    return built


def said(graph: Graph, relation: str) -> set[tuple[str, str]]:
    """The asserted facts of a relation, by name."""
    return {(graph.entities[f.subject].name, graph.entities[f.object].name) for f in graph.find(relation) if f.asserted}


def test_pipeline_stands_alone_and_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the models asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    document = models.pipeline()("Menteri Luar Negeri Retno Marsudi bertemu Antony Blinken di Jakarta.")
    assert {(e.text, e.type) for e in document.ents} >= {("Retno Marsudi", "PER"), ("Antony Blinken", "PER"), ("Jakarta", "GPE")}
    assert [w.upos for w in document.sentences[0].words if w.text == "bertemu"] == ["VERB"]
    assert sum(w.head == 0 for w in document.sentences[0].words) == 1


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "resources.json").write_bytes((models.FOLDER / "resources.json").read_bytes())
    with pytest.raises(ModelError, match=r"\.pt: the model is missing"):
        models.pipeline(folder=tmp_path)


def test_checksums_and_size() -> None:
    sums = dict(reversed(line.split("  ")) for line in (models.FOLDER / "id" / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = sorted((models.FOLDER / "id").glob("*/*.pt"))
    assert {p.relative_to(models.FOLDER / "id").as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files} == sums
    assert sum(p.stat().st_size for p in files) < 90e6


def test_the_five_people_are_nodes(graph: Graph) -> None:
    names = [e.name for e in graph.entities.values() if e.type == "PER"]
    assert all(names.count(person) == 1 for person in PEOPLE)


def test_one_node_for_each_state(graph: Graph) -> None:
    states = [e.name for e in graph.entities.values() if e.iso3]
    assert len(states) == len(set(states))
    assert {"Korea Selatan", "Korea Utara", "Rusia"} <= set(states)
    assert "Korsel" in graph.entities["korea-selatan"].aliases


def test_the_edges_of_the_mission(graph: Graph) -> None:
    met = {frozenset(pair) for pair in said(graph, "met-with")}
    assert frozenset(("Sergey Lavrov", "Kim Jong Un")) in met
    assert ("Korea Selatan", "Rusia") in said(graph, "urged")
    assert ("Korea Utara", "Rusia") in said(graph, "sent-troops-to")


def test_what_is_alleged_or_planned_is_no_edge(graph: Graph) -> None:
    assert ("Rusia", "Korea Utara") not in said(graph, "provided-aid-to")
    assert any(str(s.claim.modality) in ("planned", "alleged") for s in graph.statements)


def test_every_claim_is_proven(graph: Graph) -> None:
    assert graph.statements
    for statement in graph.statements:
        quote = graph.quote(statement.claim)
        assert quote == quote.strip()
        assert len(quote) > 10
        assert statement.claim.trigger in statement.claim.evidence


def test_same_bytes_in_any_order(graph: Graph, tmp_path: Path) -> None:
    again, _ = pipeline.build(sorted((ROOT / "seeds").glob("*.txt"), reverse=True))
    world = ontology.load()
    assert [name for name, dumps in FORMATS.items() if dumps(again, world) != dumps(graph, world)] == []


def test_articles_never_seen_before() -> None:
    """Nothing was tuned on these: the claims that any reader would demand of them."""
    unseen = kg.build(ROOT / "tests" / "data" / "unseen")
    assert ("Qatar", "Lebanon") in said(unseen, "provided-aid-to")
    assert frozenset(("Raka Adiwangsa", "Marisol Delantar")) in {frozenset(pair) for pair in said(unseen, "met-with")}
    assert ("Komisi Pemberantasan Korupsi", "Wisnu Hardikara") in said(unseen, "arrested")


def test_the_notebook_runs() -> None:
    nbformat = pytest.importorskip("nbformat")
    client = pytest.importorskip("nbclient")
    notebook = nbformat.read(ROOT / "notebooks" / "quickstart.ipynb", as_version=4)
    client.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    texts = " ".join(str(output) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    assert "Sergey Lavrov" in texts
