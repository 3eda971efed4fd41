"""From corpora to what the training programs read, without a model."""

import gzip
import hashlib
from pathlib import Path

import pytest
import torch

from kg.errors import ModelError
from kg.training import averages, ship, standoff, treebank

ARTICLE = "Ana Rai ke Wonosari. Lalu ia pulang."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "harian.txt.gz", "wt", encoding="utf-8") as file:
        file.write(f"Judul\n{ARTICLE}\n")
    return tmp_path


def marks(folder: Path, name: str = "harian", line: int = 1, sentence: str = ARTICLE[:20]) -> Path:
    row = (name, line, 0, 20, hashlib.sha1(sentence.encode()).hexdigest()[:8], "0-7-PER 11-19-GPE")
    (folder / "marks.tsv").write_text("\t".join(map(str, row)) + "\n", encoding="utf-8")
    return folder / "marks.tsv"


def test_marks_find_their_sentence(texts: Path) -> None:
    [(sentence, found)] = standoff.read(marks(texts), texts)
    assert [(sentence[a:b], kind) for a, b, kind in found] == [("Ana Rai", "PER"), ("Wonosari", "GPE")]


@pytest.mark.parametrize("wrong", [{"name": "koran"}, {"line": 0}, {"line": 9}, {"sentence": "lain"}])
def test_marks_of_another_text_are_refused(texts: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(ModelError, match=r"the text is missing|not the text that was marked"):
        list(standoff.read(marks(texts, **wrong), texts))


def test_a_tokenizer_s_paragraphs_are_of_one_source_each() -> None:
    sources = {"dev-s": 50, "csui-train-": 30, "": 45}
    numbers = [f"{name}{i}" for name, n in sources.items() for i in range(n)]
    sentences = [[*([f"# sent_id = {number}"] if number[0].isalpha() else []), "# newdoc", f"1\t{number}"] for number in numbers]
    made = treebank.paragraphs(sentences, {"dev-s": 2})
    kept = [block[-1] for block in made]
    assert sorted(kept) == sorted([b[-1] for b in sentences] + [b[-1] for b in sentences if "dev-s" in b[-1]])
    paragraphs: list[set[str]] = []
    for block in made:
        if block[0] == "# newpar":
            paragraphs.append(set())
        paragraphs[-1].add(block[-1].split("\t")[1].rstrip("0123456789"))
    assert all(len(names) == 1 for names in paragraphs)
    assert len(paragraphs) == 3 + 1 + 2
    assert not any("# newdoc" in block for block in made)


def test_the_mean_of_models_keeps_what_is_no_weight(tmp_path: Path) -> None:
    for name, weight in (("a", 1.0), ("b", 3.0)):
        torch.save({"model": {"w": torch.tensor([weight]), "n": torch.tensor([7])}, "config": name}, tmp_path / f"{name}.pt")
    averages.mean([tmp_path / "a.pt", tmp_path / "b.pt"], tmp_path / "c.pt")
    made = torch.load(tmp_path / "c.pt", weights_only=True)
    assert made == {"model": {"w": torch.tensor([2.0]), "n": torch.tensor([7])}, "config": "a"}


def test_a_shipped_model_does_not_say_where_it_was_made(tmp_path: Path) -> None:
    config = {"train_file": f"{tmp_path}/a.conllu;{tmp_path}/b.conllu", "save_dir": str(tmp_path), "shorthand": "id_news", "lr": 0.1}
    torch.save({"model": {"w": torch.tensor([0.5])}, "config": config}, tmp_path / "made.pt")
    ship.ship(tmp_path / "made.pt", tmp_path / "shipped.pt")
    shipped = torch.load(tmp_path / "shipped.pt", weights_only=True)
    assert shipped["config"] == {"train_file": "a.conllu;b.conllu", "save_dir": tmp_path.name, "shorthand": "id_news", "lr": 0.1}
    assert shipped["model"]["w"].dtype == torch.float16
