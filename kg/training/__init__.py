"""The models: from the data folder to the files in `kg/models/id`, one command a model.

`run` prepares what a model needs, trains it with the arguments of `recipes`, and ships it; `scores.evaluate` measures what is shipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import language, models
from kg.errors import ModelError
from kg.training import names, recipes, regression, scores, ship, treebank, vectors

ALL = "all"
FIGURES = "figures.txt"  # beside the models: what `evaluate` said of them


def run(model: str, data: Path, work: Path, folder: Path = models.FOLDER, code: str = "id") -> None:
    """Train one model, or all in their order, and put it into the package.

    A model whose file already lies in `work` is not trained again: a run that was broken off goes on where it was. When all are there, they
    are measured, and the figures written beside them.

    Args:
        model: one of `recipes.MODELS`, or "all".
        data: the folder with `ud/`, `ner/` and `text/`.
        work: where prepared data and trained models go.
        folder: the Stanza model directory that is shipped.

    Raises:
        ModelError: no such model.
    """
    if model not in (*recipes.MODELS, ALL):
        raise ModelError(model, "no such model", f"one of {', '.join((*recipes.MODELS, ALL))}")
    for name in recipes.MODELS if model == ALL else (model,):
        target = work / code / name / f"{recipes.PACKAGE}.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (done := target.with_suffix(".done")).exists():
            _train(name, data, work, target, folder, code)
            done.touch()
        ship.ship(target, folder / code / name / target.name, halve=name != "pretrain")
    ship.checksums(folder / code)
    if model == ALL:
        (folder / code / FIGURES).write_text("".join(f"{line}\n" for line in evaluate(data, folder=folder)), encoding="utf-8")


def evaluate(data: Path, what: str = "models", folder: Path = models.FOLDER) -> Iterator[str]:
    """A line for each figure of the models (test, metric and F1 in per cent), or what the rules find on the treebanks."""
    if what == "rules":
        return regression.report(data)
    return (f"{test:20} {metric:14} {f1:5.1f}" for test, metric, f1 in scores.evaluate(data, folder))


def _train(name: str, data: Path, work: Path, target: Path, folder: Path, code: str) -> None:
    facts = treebank.facts(language.FOLDER / code / "training.yaml")
    prepared = work / "data"
    if name == "pretrain":
        vectors.train(data, target)
        return
    if name == "ner":
        tokenizer = models.pipeline("tokenize,mwt", language=code, folder=folder, complete=False)
        spoken = language.load(code)
        states = [form for entry in spoken.registry if entry.iso3 for form in (entry.name, *entry.aliases) if len(form) > 3]
        names.prepare(data, names.CORPUS, prepared, facts, tokenizer, states, spoken.spelling)
    elif not (prepared / "gold.conllu").exists():
        treebank.prepare(data, prepared, facts)
    recipes.RECIPES[name](prepared, target)
