"""How each model is trained: Stanza's own programs with our arguments, seeds fixed.

The arguments were chosen by trial on two CPU cores; the card beside the models has the figures that they gave.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

MODELS = ("pretrain", "tokenize", "mwt", "lemma", "ner", "pos", "depparse")
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
    _stanza("tokenizer", *_common(target), "--lang", "id", "--txt_file", work / "tokenize.txt", "--label_file", work / "tokenize.toklabels",
            "--dev_txt_file", work / "tokenize-dev.txt", "--dev_label_file", work / "tokenize-dev.toklabels",
            "--dev_conll_gold", work / "tokenize-dev.conllu", "--mwt_json_file", work / "tokenize-dev-mwt.json",
            "--max_seqlen", 300, "--steps", 2000)


def mwt(work: Path, target: Path) -> None:
    _stanza("mwt_expander", *_common(target), "--lang", "id", "--train_file", work / "mwt.conllu", "--eval_file", work / "dev.in.conllu",
            "--gold_file", work / "dev.conllu", "--max_dec_len", 30, "--num_epoch", 15)


def lemma(work: Path, target: Path) -> None:
    _stanza("lemmatizer", *_common(target), "--train_file", work / "gold.conllu", "--eval_file", work / "dev.conllu", "--num_epoch", 6)


def pos(work: Path, target: Path) -> None:
    _stanza("tagger", *_common(target), "--lang", "id", "--train_file", f"{work / 'gold.conllu'};{work / 'silver.conllu'}",
            "--eval_file", work / "dev.conllu", "--wordvec_pretrain_file", _vectors(target), "--hidden_dim", 200, "--char_hidden_dim", 64,
            "--char_emb_dim", 50, "--deep_biaff_hidden_dim", 200, "--batch_size", 40, "--fix_eval_interval", "--max_steps", 1400,
            "--eval_interval", 200)


def depparse(work: Path, target: Path) -> None:
    _stanza("parser", *_common(target), "--lang", "id", "--train_file", work / "gold.conllu", "--silver_file", work / "silver.conllu",
            "--silver_weight", 0.4, "--eval_file", work / "dev.conllu", "--wordvec_pretrain_file", _vectors(target),
            "--no_xpos", "--no_ufeats", "--hidden_dim", 256, "--char_hidden_dim", 64, "--char_emb_dim", 50,
            "--deep_biaff_hidden_dim", 160, "--num_layers", 2, "--batch_size", 1000, "--optim", "adam", "--lr", 2e-3,
            "--beta2", 0.95, "--no_second_optim", "--weight_decay", 0, "--max_steps", 2600, "--max_steps_before_stop", 2600,
            "--eval_interval", 200)


def ner(work: Path, target: Path) -> None:
    _stanza("ner_tagger", *_common(target), "--train_file", work / "ner-train.json", "--eval_file", work / "ner-dev.json",
            "--wordvec_pretrain_file", _vectors(target), "--optim", "adam", "--lr", 1e-3, "--lr_decay", 0.5, "--min_lr", 1e-4,
            "--patience", 2, "--max_steps", 3500, "--eval_interval", 250, "--word_dropout", 0.02)


RECIPES: dict[str, Callable[[Path, Path], None]] = {
    "tokenize": tokenize, "mwt": mwt, "lemma": lemma, "pos": pos, "depparse": depparse, "ner": ner,
}
