"""Universal Dependencies files into the files that Stanza's training programs read.

The gold treebanks are small, so all three give training sentences: UD_Indonesian-CSUI train, and GSD dev and PUD but for
their last tenth. Those tails, and the tail of CSUI train, are the development set. Our own treebank (`trees/`) gives all of its
training part. CSUI test, GSD test and our own test part are never seen.
"""

import random
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from stanza.utils.datasets import conllu_to_text, prepare_tokenizer_data
from stanza.utils.datasets.contract_mwt import contract_mwt

GOLD = ("id_csui-ud-train", "id_gsd-ud-dev", "id_pud-ud-test")
SILVER = "id_gsd-ud-train"
TESTS = ("id_csui-ud-test", "id_gsd-ud-test")
TREES = Path(__file__).parent / "trees"
FORM, XPOS, FEATS, HEAD, DEPREL, DEPS = 1, 4, 5, 6, 7, 8
CSUI_NUMBER, GSD_NUMBER = "csui-train-", "dev-s"  # what the numbers of their sentences begin with
LEANING = 6
PARAGRAPH = 40  # sentences to a paragraph: most sentence ends that the tokenizer learns from are within one, the harder kind

Block = list[str]


def blocks(path: Path) -> list[Block]:
    """The sentences of a CoNLL-U file, each a list of lines."""
    return [block.split("\n") for block in path.read_text(encoding="utf-8").strip().split("\n\n")]


def column(block: Block, index: int, only_words: bool = True) -> list[str]:
    """One column of a sentence; ranges of multi-word tokens are left out unless `only_words` is false."""
    rows = [line.split("\t") for line in block if line and line[0].isdigit()]
    return [row[index] for row in rows if not only_words or row[0].isdigit()]


def blank(block: Block, *columns: int) -> Block:
    """A copy of the sentence with these columns emptied."""

    def emptied(line: str) -> str:
        if not line[:1].isdigit():
            return line
        row = line.split("\t")
        return "\t".join("_" if i in columns else cell for i, cell in enumerate(row))

    return [emptied(line) for line in block]


def one_agent_label(block: Block, marker: str) -> Block:
    """The sentence with `obl:agent` on every oblique that bears the marker of a passive's agent."""
    rows = [line.split("\t") for line in block]
    agents = {row[HEAD] for row in rows if len(row) > DEPS and row[DEPREL] == "case" and row[FORM].lower() == marker}
    for row in rows:
        if len(row) > DEPS and row[0] in agents and row[DEPREL] == "obl":
            row[DEPREL] = "obl:agent"
    return ["\t".join(row) for row in rows]


def write(path: Path, sentences: Iterable[Block]) -> None:
    path.write_text("\n\n".join("\n".join(s) for s in sentences) + "\n\n", encoding="utf-8")


def paragraphs(sentences: list[Block], times: Mapping[str, int]) -> list[Block]:
    """The sentences shuffled, each `times` as often as the source that its number begins with says, else once, in paragraphs of one source.

    Treebanks differ on where a sentence ends; among its likes a tokenizer can tell which of them it reads.
    """
    chance = random.Random(1)
    sources: dict[str, list[Block]] = {}
    for block in sentences:
        sources.setdefault(_source(block), []).append(block)
    made = []
    for source, group in sources.items():
        copies = group * times.get(source, 1)
        chance.shuffle(copies)
        made += [copies[i : i + PARAGRAPH] for i in range(0, len(copies), PARAGRAPH)]
    chance.shuffle(made)
    rest = [[[line for line in block if not re.match(r"#\s*new(par|doc)", line)] for block in paragraph] for paragraph in made]
    return [block for first, *others in rest for block in (["# newpar", *first], *others)]


def _source(block: Block) -> str:
    """What a sentence's number begins with: dev-s, csui-train-; nothing for one without."""
    number = next((line.split("=", 1)[1].strip() for line in block if line.startswith("# sent_id")), "")
    return re.split(r"\d", number)[0]


def text_of(block: Block) -> str:
    return next((line.split("=", 1)[1].strip() for line in block if line.startswith("# text =")), "")


def facts(path: Path) -> Mapping[str, Any]:
    """What the training programs need to know of the language: `languages/<code>/training.yaml`."""
    read: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def prepare(data: Path, work: Path, facts: Mapping[str, Any]) -> None:
    """Write train, dev and silver files for every processor into `work`.

    Args:
        data: the folder that holds `ud/*.conllu`.
        work: where the files go; created.
        facts: what `facts` gives.
    """
    work.mkdir(parents=True, exist_ok=True)
    ud = data / "ud"
    marker = facts["agent_marker"]
    train: list[Block] = []
    dev: list[Block] = []
    for name in GOLD:
        sentences = [one_agent_label(blank(block, XPOS), marker) for block in blocks(ud / f"{name}.conllu")]
        cut = len(sentences) * 9 // 10
        train += sentences[:cut]
        dev += sentences[cut:]
    known = {text_of(block) for name in (*TESTS, *GOLD) for block in blocks(ud / f"{name}.conllu")}
    labels = {label for block in train for label in column(block, DEPREL)}
    silver = [
        one_agent_label(blank(block, XPOS, FEATS), marker)
        for block in blocks(ud / f"{SILVER}.conllu")
        if text_of(block) not in known and set(column(block, DEPREL)) <= labels
    ]
    own = [one_agent_label(blank(block, XPOS), marker) for block in blocks(TREES / "train.conllu")]
    write(work / "public.conllu", train)
    train += own
    write(work / "gold.conllu", train)
    write(work / "dev.conllu", dev)
    write(work / "silver.conllu", silver)
    for_tokenizer(work, "tokenize-first", train + silver)
    for_tokenizer(work, "tokenize-dev", dev)
    contract_mwt(str(work / "dev.conllu"), str(work / "dev.in.conllu"))
    write(work / "mwt.conllu", train + silver)


def lean(source: Path, target: Path) -> None:
    """Write a copy of a file with the sentences of GSD, told by their numbers, `LEANING` times in place of once."""
    sentences = blocks(source)
    gsd = [block for block in sentences if _source(block) == GSD_NUMBER]
    write(target, sentences + gsd * (LEANING - 1))


def for_tokenizer(work: Path, name: str, sentences: list[Block], times: Mapping[str, int] | None = None) -> None:
    """Write text, labels and word expansions of these sentences, as the tokenizer's program reads them.

    times: as for `paragraphs`.
    """
    text, conllu = work / f"{name}.txt", work / f"{name}.conllu"
    write(conllu, paragraphs(sentences, times or {}))
    conllu_to_text.convert_text(str(conllu), str(text))
    prepare_tokenizer_data.main([str(text), str(conllu), "-o", str(work / f"{name}.toklabels"), "-m", str(work / f"{name}-mwt.json")])


def fold(work: Path, which: int) -> str:
    """Every other training sentence, gold and silver, as the tagger's program wants its files: joined by a semicolon."""
    files = []
    for kind in ("gold", "silver"):
        files.append(work / f"{kind}-{which}.conllu")
        write(files[-1], blocks(work / f"{kind}.conllu")[which::2])
    return ";".join(map(str, files))
