"""The shipped models, the whole path on the project's own articles, and the notebook that shows it."""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import torch
from stanza.models.common import chuliu_edmonds, crf, data
from stanza.models.depparse.data import DataLoader

import kg
from kg import models, ontology, pipeline
from kg.errors import ModelError
from kg.export import FORMATS
from kg.models import decode, shortcuts
from kg.training.averages import averaged
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


def test_no_more_is_loaded_than_is_wanted() -> None:
    assert list(models.pipeline("tokenize,mwt").processors) == ["tokenize", "mwt"]


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "resources.json").write_bytes((models.FOLDER / "resources.json").read_bytes())
    with pytest.raises(ModelError, match=r"\.pt: the model is missing"):
        models.pipeline(folder=tmp_path)


def test_a_directory_without_names_takes_another_ner_model(tmp_path: Path) -> None:
    """As Stanza's own Indonesian models are: no NER among them."""
    (tmp_path / "id").mkdir()
    for kind in ("tokenize", "mwt", "pos", "lemma", "depparse", "pretrain"):
        (tmp_path / "id" / kind).symlink_to(models.FOLDER / "id" / kind)
    resources = json.loads((models.FOLDER / "resources.json").read_text(encoding="utf-8"))
    del resources["id"]["packages"]["default"]["ner"]
    (tmp_path / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    with pytest.raises(ModelError, match="no model for ner"):
        models.pipeline(folder=tmp_path)
    with pytest.raises(ModelError, match="there is no such model"):
        models.pipeline(folder=tmp_path, ner_model=tmp_path / "none.pt")
    nlp = models.pipeline(folder=tmp_path, ner_model=models.FOLDER / "id" / "ner" / "news.pt")
    assert [(e.text, e.type) for e in nlp("Retno Marsudi tiba di Jakarta.").ents] == [("Retno Marsudi", "PER"), ("Jakarta", "GPE")]


PLAIN = """
import json, sys, stanza
nlp = stanza.Pipeline("id", model_dir=sys.argv[1], download_method=None, use_gpu=False, verbose=False)
print(json.dumps([nlp(open(path, encoding="utf-8").read()).to_dict() for path in sys.argv[2:]]))
"""


def test_many_texts_at_once_read_as_by_plain_stanza() -> None:
    """In a process of its own, where no function of Stanza has been replaced."""
    paths = sorted(map(str, (ROOT / "seeds").glob("*.txt")))
    assert len(paths) > 1
    plain = subprocess.run([sys.executable, "-c", PLAIN, str(models.FOLDER), *paths], capture_output=True, text=True, check=True).stdout
    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    for jobs in (1, 2):
        read = list(models.read(texts, jobs=jobs))
        assert json.loads(json.dumps([document.to_dict() for document in read])) == json.loads(plain)
        assert [document.text for document in read] == texts


def untouched(module: ModuleType) -> ModuleType:
    """The module as it is written, whatever has been replaced in the one that is loaded."""
    spec = module.__spec__
    assert spec is not None
    assert spec.loader is not None
    fresh = module_from_spec(spec)
    spec.loader.exec_module(fresh)
    return fresh


def test_the_short_way_finds_stanzas_tree() -> None:
    shortcuts.install()
    stanzas = untouched(chuliu_edmonds)
    random = np.random.default_rng(1)
    for words in (1, 2, 3, 8, 40):
        for spread in (0.1, 1.0, 8.0):
            scores = random.normal(size=(words + 1, words + 1), scale=spread).astype(np.float32)
            assert decode.best_tree(scores.copy()).tolist() == stanzas.chuliu_edmonds_one_root(scores.copy()).tolist()
            heads = random.integers(words + 1, size=words + 1)
            heads[0] = 0
            assert [c.tolist() for c in decode.cycles(heads)] == [c.tolist() for c in stanzas.tarjan(heads)]


def test_the_short_way_finds_stanzas_tags() -> None:
    stanzas = untouched(crf)
    random = np.random.default_rng(1)
    for words in (1, 2, 30):
        scores, transitions = (random.normal(size=size).astype(np.float32) for size in ((words, 9), (9, 9)))
        path, score = shortcuts.best_path(scores, transitions)
        assert (list(map(int, path)), score) == (list(map(int, stanzas.viterbi_decode(scores, transitions)[0])), score)
        assert score == stanzas.viterbi_decode(scores, transitions)[1]


def test_training_is_not_told_what_was_read_before() -> None:
    """What the letters of a word tell changes with every step, and a parser is judged amid its training."""
    nlp = models.pipeline("tokenize,mwt,pos,lemma,depparse")
    letters = nlp.processors["pos"].trainer.model.charmodel
    word = torch.tensor([[5, 6, 7]])

    def read() -> list[float]:
        with torch.no_grad():
            return letters(word, word == 0, [0], [1], [3]).data.flatten().tolist()  # type: ignore[no-any-return]

    before = read()
    letters.train()
    letters(word, word == 0, [0], [1], [3])
    letters.charlstm.lstm.bias_ih_l0.data.add_(1.0)
    letters.eval()
    assert read() != before

    document = nlp("Retno Marsudi bertemu Antony Blinken di Jakarta.")
    parser = nlp.processors["depparse"].trainer
    batches = DataLoader(document, 100, parser.args, nlp.processors["depparse"].pretrain, vocab=parser.vocab, evaluation=True)
    with torch.enable_grad():
        (sentence,) = [sentence for batch in batches for sentence in parser.predict(batch, resolve_head_constraints=True)]
    assert [(head, label) for head, label in sentence] == [(w.head, w.deprel) for w in document.sentences[0].words]


@pytest.mark.parametrize("rows", [[[1, 2, 3], [4]], [[1], []], [[[1, 2], [3, 4]], [[5, 6]]], [[7]]])
def test_rows_are_filled_up_as_by_stanza(rows: list[list[object]]) -> None:
    assert torch.equal(shortcuts.padded(rows, len(rows), 9), untouched(data).get_long_tensor(rows, len(rows), 9))


def test_names_by_a_transformer(tmp_path: Path) -> None:
    """A network of sixteen numbers a word, whose answer is made certain by its last layer."""
    import torch
    import transformers

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "retno", "tiba", "di", "jakarta", "."]
    (tmp_path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    labels = ["O", "B-PER", "B-GPE"]
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=0, num_attention_heads=1, intermediate_size=4,
        id2label=dict(enumerate(labels)), label2id={label: i for i, label in enumerate(labels)},
    )  # fmt: skip
    network = transformers.BertForTokenClassification(config).eval()
    embedded = network.bert.embeddings
    with torch.no_grad():
        embedded.position_embeddings.weight.zero_()
        embedded.token_type_embeddings.weight.zero_()
        embedded.word_embeddings.weight.copy_(torch.eye(len(words), 16))
        network.classifier.weight.zero_()
        network.classifier.bias.copy_(torch.tensor([1.0, 0.0, 0.0]))
        network.classifier.weight[1, words.index("retno")] = network.classifier.weight[2, words.index("jakarta")] = 9.0
    network.save_pretrained(tmp_path)
    document = models.pipeline(ner_model=tmp_path)("Retno tiba di Jakarta.\n\nIa tiba.")
    assert [(e.text, e.type, e.start_char) for e in document.ents] == [("Retno", "PER", 0), ("Jakarta", "GPE", 14)]


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


def test_a_network_is_judged_by_the_mean_of_its_weights_and_goes_on_from_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    class Trainer:
        def __init__(self) -> None:
            self.model = torch.nn.Linear(1, 1, bias=False)
            self.model.weight.data.fill_(0)

        def update(self) -> None:
            self.model.weight.data += 1

        def predict(self) -> float:
            return float(self.model.weight.detach())

        def save(self) -> float:
            return float(self.model.weight.detach())

    monkeypatch.setitem(sys.modules, "stanza.models.counting", ModuleType("counting"))
    monkeypatch.setitem(sys.modules, "stanza.models.counting.trainer", SimpleNamespace(Trainer=Trainer))
    with averaged("counting", 0.75):
        trainer = Trainer()
        seen = [(trainer.update(), trainer.predict(), trainer.save())[1:] for _ in range(3)]
    assert seen == [(1, 1), (1.25, 1.25), (1.6875, 1.6875)]
