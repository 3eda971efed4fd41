"""How each model is trained: Stanza's own programs with our arguments, seeds fixed.

The arguments were chosen by trial on two CPU cores; the card beside the models has the figures that they gave.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from kg import language, models
from kg.training import lines, names, tags, treebank
from kg.training.averages import averaged, mean

MODELS = ("pretrain", "mwt", "tokenize", "lemma", "ner", "pos", "depparse")  # in the order in which they need each other
PACKAGE = "news"
SHORTHAND = f"id_{PACKAGE}"


def _stanza(program: str, *arguments: object) -> None:
    """Run one of Stanza's training programs in this process, on one thread."""
    import torch

    torch.set_num_threads(1)
    import_module(f"stanza.models.{program}").main([str(a) for a in arguments])


def _common(target: Path) -> list[object]:
    return ["--cpu", "--shorthand", SHORTHAND, "--save_dir", target.parent, "--save_name", target.name, "--seed", 1]


def _vectors(target: Path) -> Path:
    return target.parent.parent / "pretrain" / target.name


def tokenize(work: Path, target: Path) -> None:
    """Five courses: on the treebanks; on the lines of our names corpus as well, as the first one cuts them into tokens; and three on all of
    them with the sentences of GSD dev, an encyclopaedia's, three times over, the fifth from the mean of the two before. The model is the
    mean of the last two."""
    first, second, third, fourth, between, fifth = (
        target.with_name(f"{course}.pt") for course in ("first", "second", "third", "fourth", "between", "fifth")
    )
    if not first.exists():
        _tokenizer(work, "tokenize-first", first, 2400)
    if not (work / "tokenize-leaning.toklabels").exists():
        _cut_lines(work, first, target)
    if not second.exists():
        with averaged("tokenization", 0.997):
            _tokenizer(work, "tokenize", second, 3600)
    _lean(work, third, second, 1400, 8e-4, 3)
    _lean(work, fourth, third, 1000, 5e-4, 4)
    mean([third, fourth], between)
    _lean(work, fifth, between, 800, 4e-4, 7)
    mean([fourth, fifth], target)


def _lean(work: Path, target: Path, start: Path, steps: int, rate: float, seed: int) -> None:
    if not target.exists():
        with _starting_from(start), averaged("tokenization", 0.997):
            _tokenizer(work, "tokenize-leaning", target, steps, "--anneal_after", 400, "--lr0", rate, "--seed", seed)


def _cut_lines(work: Path, first: Path, target: Path) -> None:
    """Write what the later courses read, with the lines of our names corpus as the first tokenizer cuts them."""
    sentences = [*treebank.blocks(work / "gold.conllu"), *treebank.blocks(work / "silver.conllu")]
    read = models.pipeline("tokenize,mwt", complete=False, tokenize_no_ssplit=True, tokenize_model_path=str(first),
                           mwt_model_path=str(target.parent.parent / "mwt" / target.name))
    facts = treebank.facts(language.FOLDER / "id" / "training.yaml")
    known = {treebank.text_of(block) for part in ("train", "test") for block in treebank.blocks(treebank.TREES / f"{part}.conllu")}
    own = [text for text in dict.fromkeys(names.parse(line)[0] for line in names.lines(names.CORPUS / "train")) if text not in known]
    cut = lines.cut_words(treebank.blocks(work / "gold.conllu"))
    sentences += lines.tokenized(own, read, cut, tuple(facts["emphatic_endings"]))
    treebank.for_tokenizer(work, "tokenize", sentences, {treebank.CSUI_NUMBER: 2})
    treebank.for_tokenizer(work, "tokenize-leaning", sentences, {treebank.CSUI_NUMBER: 2, treebank.GSD_NUMBER: 3})


@contextmanager
def _starting_from(model: Path) -> Iterator[None]:
    """Let the tokenizer's program go on from the weights of this model, with its characters; its own --load_name fails in Stanza 1.15."""
    import torch
    from stanza.models.tokenization.data import DataLoader
    from stanza.models.tokenization.trainer import Trainer
    from stanza.models.tokenization.vocab import Vocab

    state = torch.load(model, map_location="cpu", weights_only=True)
    characters = Vocab.load_state_dict(state["vocab"])
    plain, numbered = Trainer.__init__, DataLoader.init_vocab

    def started(self: Any, *given: Any, **named: Any) -> None:
        plain(self, *given, **named)
        if named.get("vocab") is not None:  # one to be trained, and none to be read from a file
            self.model.load_state_dict(state["model"])

    Trainer.__init__, DataLoader.init_vocab = started, lambda _: characters
    try:
        yield
    finally:
        Trainer.__init__, DataLoader.init_vocab = plain, numbered


def _tokenizer(work: Path, name: str, target: Path, steps: int, *options: object) -> None:
    _stanza("tokenizer", *_common(target), "--lang", "id", "--txt_file", work / f"{name}.txt", "--label_file", work / f"{name}.toklabels",
            "--dev_txt_file", work / "tokenize-dev.txt", "--dev_label_file", work / "tokenize-dev.toklabels",
            "--dev_conll_gold", work / "tokenize-dev.conllu", "--mwt_json_file", work / "tokenize-dev-mwt.json",
            "--max_seqlen", 300, "--steps", steps, "--eval_steps", 200, "--anneal", 0.7, "--anneal_after", 1800, *options)


def mwt(work: Path, target: Path) -> None:
    _stanza("mwt_expander", *_common(target), "--lang", "id", "--train_file", work / "mwt.conllu", "--eval_file", work / "dev.in.conllu",
            "--gold_file", work / "dev.conllu", "--max_dec_len", 30, "--num_epoch", 15)


def lemma(work: Path, target: Path) -> None:
    _stanza("lemmatizer", *_common(target), "--train_file", work / "public.conllu", "--eval_file", work / "dev.conllu", "--num_epoch", 6)


_TAGGER = ("--lang", "id", "--hidden_dim", 200, "--char_hidden_dim", 64, "--char_emb_dim", 50, "--deep_biaff_hidden_dim", 200,
           "--batch_size", 40, "--fix_eval_interval")
_PARSER = ("--lang", "id", "--silver_weight", 0.4, "--no_xpos", "--no_ufeats", "--hidden_dim", 256, "--char_hidden_dim", 64,
           "--char_emb_dim", 50, "--deep_biaff_hidden_dim", 160, "--num_layers", 2, "--batch_size", 1000, "--optim", "adam",
           "--beta2", 0.95, "--no_second_optim", "--weight_decay", 0, "--no_checkpoint")


def pos(work: Path, target: Path) -> None:
    with averaged("pos", 0.995):
        _stanza("tagger", *_common(target), *_TAGGER, "--train_file", f"{work / 'gold.conllu'};{work / 'silver.conllu'}",
                "--eval_file", work / "dev.conllu", "--wordvec_pretrain_file", _vectors(target), "--max_steps", 2100,
                "--eval_interval", 150, "--second_optim", "adam", "--second_lr", 5e-4, "--max_steps_before_stop", 450)


def depparse(work: Path, target: Path) -> None:
    """Four courses: the public treebanks with their gold tags; all trees with tags as a tagger gives them to unseen text; that slower; and
    with the sentences of GSD six times over, since the trees of an encyclopaedia are the fewest.

    A parser that has only seen gold tags trusts them too much: 79.8 LAS on the development set with gold tags, 73.6 with predicted ones.
    """
    first, second, third = (target.with_name(f"{course}.pt") for course in ("first", "second", "third"))
    if not first.exists():
        _parser(first, work, "public", "silver", "dev", "--lr", 2e-3, "--max_steps", 2600, "--eval_interval", 200)
    _tag(work, target)
    with _vocabulary_of(first):
        tagged = ("tagged-gold", "tagged-silver", "tagged-dev")
        if not second.exists():
            _parser(second, work, *tagged, "--lr", 1e-3, "--max_steps", 1200, "--eval_interval", 150, "--continue_from", first)
        if not third.exists():
            _parser(third, work, *tagged, "--lr", 3e-4, "--max_steps", 400, "--eval_interval", 100, "--continue_from", second)
        treebank.lean(work / "tagged-gold.conllu", work / "tagged-leaning.conllu")
        with averaged("depparse", 0.98):
            _parser(target, work, "tagged-leaning", *tagged[1:], "--lr", 1.5e-4, "--max_steps", 100, "--eval_interval", 50,
                    "--continue_from", third, "--seed", 2, "--plateau_steps", 2000)


def _parser(target: Path, work: Path, gold: str, silver: str, dev: str, *options: object) -> None:
    _stanza("parser", *_common(target), *_PARSER, "--train_file", work / f"{gold}.conllu", "--silver_file", work / f"{silver}.conllu",
            "--eval_file", work / f"{dev}.conllu", "--wordvec_pretrain_file", _vectors(target), "--max_steps_before_stop", 3000, *options)


@contextmanager
def _vocabulary_of(model: Path) -> Iterator[None]:
    """Let the parser's program number words as this model does: with --continue_from it would number those of the new files afresh."""
    import torch
    from stanza.models.depparse.data import Dataset
    from stanza.models.pos.vocab import MultiVocab

    own = Dataset.init_vocab
    vocabulary = MultiVocab.load_state_dict(torch.load(model, map_location="cpu", weights_only=True)["vocab"])
    Dataset.init_vocab = lambda *_: vocabulary
    try:
        yield
    finally:
        Dataset.init_vocab = own


def _tag(work: Path, target: Path) -> None:
    """Predicted tags for every tree: for each half of the training trees by a tagger trained on the other half."""
    taggers = []
    for fold in (0, 1):
        half = treebank.fold(work, fold)
        taggers.append(target.with_name(f"tagger-{fold}.pt"))
        if not taggers[fold].exists():
            _stanza("tagger", *_common(taggers[fold]), *_TAGGER, "--train_file", half, "--eval_file", work / "dev.conllu",
                    "--wordvec_pretrain_file", _vectors(target), "--max_steps", 450, "--eval_interval", 150)
    tags.predict(work, taggers, target.parent.parent / "pos" / target.name, _vectors(target))


def ner(work: Path, target: Path) -> None:
    with averaged("ner", 0.995):
        _stanza("ner_tagger", *_common(target), "--train_file", work / "ner-train.json", "--eval_file", work / "ner-dev.json",
                "--wordvec_pretrain_file", _vectors(target), "--hidden_dim", 384, "--optim", "adam", "--lr", 1e-3, "--lr_decay", 0.5,
                "--min_lr", 1e-4, "--patience", 2, "--max_steps", 5000, "--eval_interval", 250, "--word_dropout", 0.02)


RECIPES: dict[str, Callable[[Path, Path], None]] = {
    "tokenize": tokenize, "mwt": mwt, "lemma": lemma, "pos": pos, "depparse": depparse, "ner": ner,
}
