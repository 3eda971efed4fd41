"""Word vectors from raw text: skip-gram word2vec (Mikolov et al. 2013), lower-cased, as Stanza looks them up."""

import gzip
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

DIMENSIONS = 100
VOCABULARY = 60_000
_WORD = re.compile(r"\w+(?:[-.'’]\w+)*|[^\w\s]")
_ENCLITIC = re.compile(r"(?<=\w{4})(nya)$")


def tokens(line: str) -> list[str]:
    """The words of a line, lower-cased, with the enclitic pronoun apart as the treebanks have it."""
    return [part for word in _WORD.findall(line.lower()) for part in _ENCLITIC.sub(r" \1", word).split()]


class Sentences:
    """Every line of every text file below a folder; can be walked more than once, in one order."""

    def __init__(self, folder: Path) -> None:
        self.paths = sorted(folder.rglob("*.txt.gz"))

    def __iter__(self) -> Iterator[list[str]]:
        for path in self.paths:
            with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    words = tokens(line)
                    yield from (words[i : i + 1000] for i in range(0, len(words), 1000))


def train(data: Path, target: Path) -> None:
    """Train vectors on `data/text` and save them as a Stanza pretrain file.

    One worker and a fixed seed, so that a second run gives the same file.
    """
    from gensim.models import Word2Vec
    from stanza.models.common.pretrain import Pretrain

    model = Word2Vec(
        Sentences(data / "text"),
        vector_size=DIMENSIONS,
        window=5,
        min_count=4,
        sg=1,
        negative=8,
        epochs=5,
        max_final_vocab=VOCABULARY,
        seed=1,
        workers=1,
        sample=1e-4,
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "vectors.txt"
        model.wv.save_word2vec_format(str(text))
        # Pretrain reads the text and saves itself beside when its vectors are first asked for.
        assert Pretrain(str(target), str(text), max_vocab=VOCABULARY).emb is not None
