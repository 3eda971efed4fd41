"""From corpora to what the training programs read, without a model."""

import gzip
import hashlib
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.training import standoff

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
