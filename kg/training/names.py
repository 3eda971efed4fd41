"""Named-entity corpora into the JSON that Stanza's NER program reads.

Three sources. Our own corpus has eight types in `[TYPE name]` markup, a sentence a line. In sentences of others we marked the same
types (`standoff`). The public corpora have PER, ORG and one type for all places; they are brought to our types by rule
(`languages/<code>/training.yaml`): a place is split into GPE, LOC and FAC by the word it begins with, and a sentence that holds an unmarked
name of a type the corpus lacks is left out, since it would teach that such names are none.
"""

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import documents
from kg.spelling import Spelling
from kg.training import standoff
from kg.types import Span

TYPES = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW")
CORPUS = Path(__file__).parent / "corpus"
MARKS = CORPUS / "marks"
OWN_WEIGHT, MARKED_WEIGHT, PUBLIC_WEIGHT = 3, 2, 2  # how often a sentence is seen
_MARK = re.compile(r"\[({}) ([^\[\]]+)\]".format("|".join(TYPES)))

Row = tuple[str, str]  # token, BIO tag
Tagged = list[Row]


def parse(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A marked line as plain text and its spans.

    >>> parse("Warga [GPE Solo] ke [FAC Stasiun Balapan].")
    ('Warga Solo ke Stasiun Balapan.', [(6, 10, 'GPE'), (14, 29, 'FAC')])
    """
    text, spans, last = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        last = mark.end()
    return text + line[last:], spans


def lines(folder: Path) -> Iterator[str]:
    """The marked lines of every file below a folder, without the lines that name an article."""
    for path in sorted(folder.rglob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield line.strip()


def split_at(pieces: Iterable[tuple[int, int]], spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Tokens cut wherever a name begins or ends within one."""
    borders = sorted({b for start, end, _ in spans for b in (start, end)})
    for start, end in pieces:
        for border in borders:
            if start < border < end:
                yield start, border
                start = border
        yield start, end


def tag(pieces: Iterable[tuple[int, int]], text: str, spans: list[tuple[int, int, str]]) -> Tagged:
    """Tokens, given as offsets, with their BIO tags."""
    rows = []
    for start, end in split_at(pieces, spans):
        name = next((s for s in spans if s[0] <= start and end <= s[1]), None)
        rows.append((text[start:end], "O" if name is None else f"{'B' if start == name[0] else 'I'}-{name[2]}"))
    return rows


def own(folder: Path, tokenizer: Any, spelling: Spelling) -> list[Tagged]:
    """Our corpus, cut and tokenised as the pipeline cuts and tokenises the news: a sentence each, but for those that a name runs across."""
    parsed = [(piece, text, spans) for text, spans in map(parse, lines(folder)) for piece in documents.cut(text, spelling)]
    read = tokenizer.bulk_process([piece.text for piece, _, _ in parsed])
    return [
        rows
        for document, (piece, text, spans) in zip(read, parsed, strict=True)
        for rows in _sentences([[piece.span(t.start_char, t.end_char) for t in s.tokens] for s in document.sentences], text, spans)
    ]


def marked(rows: Path, texts: Path, tokenizer: Any) -> list[Tagged]:
    """The sentences of others that we marked, tokenised as the pipeline tokenises."""
    sentences = list(standoff.read(rows, texts))
    read = tokenizer.bulk_process([text for text, _ in sentences])
    return [
        tag(((t.start_char, t.end_char) for s in document.sentences for t in s.tokens), text, marks)
        for document, (text, marks) in zip(read, sentences, strict=True)
    ]


def _sentences(sentences: list[list[Span]], text: str, spans: list[tuple[int, int, str]]) -> Iterator[Tagged]:
    tagged = [tag(((p.start, p.end) for p in sentence), text, spans) for sentence in sentences]
    broken = any(rows and rows[0][1].startswith("I-") for rows in tagged)
    yield from [[row for rows in tagged for row in rows]] if broken else tagged


def recased(sentences: list[Tagged]) -> Iterator[Tagged]:
    """Copies as headlines and carelessly written pages have them: in Title Case, in lower case, in CAPITALS."""
    styles: tuple[tuple[int, Callable[[str], str]], ...] = ((10, lambda t: t[:1].upper() + t[1:]), (15, str.lower), (30, str.upper))
    for every, style in styles:
        for rows in sentences[every // 2 :: every]:
            yield [(style(t), g) for t, g in rows]


def bio(path: Path) -> list[Tagged]:
    """A file of token TAB tag lines."""
    blocks = path.read_text(encoding="utf-8").replace("\r", "").strip().split("\n\n")
    return [[(t, g) for t, g in (line.split("\t")[:2] for line in block.split("\n") if "\t" in line)] for block in blocks]


def entities(rows: Tagged) -> Iterator[tuple[int, int, str]]:
    """Token offsets and type of every name of a BIO sentence."""
    start = None
    for i, (_, label) in enumerate([*rows, ("", "O")]):
        if start is not None and not label.startswith("I-"):
            yield start, i, rows[start][1][2:]
            start = None
        if label.startswith("B-"):
            start = i


class Public:
    """Brings a public sentence to our eight types."""

    def __init__(self, facts: Mapping[str, Any], known: Iterable[str]) -> None:
        self.heads = {head: kind for kind, heads in facts["place_heads"].items() for head in heads}
        words = {w for group in facts["unmarked_names"].values() for w in group} | {k.lower() for k in known}
        self.unmarked = re.compile(r"(?<!\w)(?:{})(?!\w)".format("|".join(sorted(map(re.escape, words), key=len, reverse=True))))

    def place(self, words: list[str]) -> str:
        low = [w.lower() for w in words]
        return str(self.heads.get(" ".join(low[:2])) or self.heads.get(low[0], "GPE"))

    def convert(self, rows: Tagged) -> Tagged | None:
        """The sentence in our types, or None when it leaves a name unmarked."""
        tags = ["O"] * len(rows)
        for start, end, kind in entities(rows):
            kind = self.place([t for t, _ in rows[start:end]]) if kind == "LOC" else kind
            if kind in TYPES:
                tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
        rest = " ".join(t.lower() if g == "O" and t[:1].isupper() else "·" for (t, _), g in zip(rows, tags, strict=True))
        return None if self.unmarked.search(rest) else [(t, g) for (t, _), g in zip(rows, tags, strict=True)]


def write(path: Path, sentences: list[Tagged]) -> None:
    tokens = [[{"text": re.sub(r"\s+", "_", t), "ner": g} for t, g in rows] for rows in sentences if rows]
    path.write_text(json.dumps(tokens, ensure_ascii=False), encoding="utf-8")


def prepare(
    data: Path, corpus: Path, work: Path, facts: Mapping[str, Any], tokenizer: Any, known: Iterable[str], spelling: Spelling
) -> None:
    """Write `ner-train.json` and `ner-dev.json` into `work`.

    Args:
        data: the folder that holds `ner/recommended` and `text`.
        corpus: our own marked lines, in `train/` and `dev/`, and the marks in sentences of others in `marks/`.
        facts: what `treebank.facts` gives.
        tokenizer: a Stanza pipeline that tokenises.
        spelling: as for `documents.annotate`.
        known: names of states; a public sentence that leaves one unmarked is dropped.
    """
    public = Public(facts, known)
    ours = own(corpus / "train", tokenizer, spelling)
    others = [rows for rows in map(public.convert, bio(data / "ner" / "recommended" / "train.bio")) if rows]
    read, held = (marked(corpus / "marks" / f"{part}.tsv", data / "text", tokenizer) for part in ("train", "dev"))
    train = ours * OWN_WEIGHT + read * MARKED_WEIGHT + others * PUBLIC_WEIGHT + list(recased(ours + read))
    random.Random(1).shuffle(train)
    write(work / "ner-train.json", train)
    write(work / "ner-dev.json", own(corpus / "dev", tokenizer, spelling) + held)
