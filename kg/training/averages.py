"""Averaged weights: a network is judged and saved as the running mean of what its last steps made of it.

The mean of the last few hundred steps errs less than any one of them (Polyak and Juditsky 1992).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any


@contextmanager
def averaged(program: str, decay: float = 0.995) -> Iterator[None]:
    """Let a training program of Stanza (`stanza.models.PROGRAM.trainer`) evaluate and save the exponential mean of its weights.

    Of the steps so far each counts `decay` times as much as the one after it; the mean starts as the first step leaves the weights.
    """
    trainer: Any = import_module(f"stanza.models.{program}.trainer").Trainer
    update, predict, save = trainer.update, trainer.predict, trainer.save

    def step(self: Any, *batch: Any, **more: Any) -> Any:
        _use(self, "raw")
        loss = update(self, *batch, **more)
        if not more.get("eval"):
            _follow(self, decay)
        return loss

    def judge(self: Any, *batch: Any, **more: Any) -> Any:
        _use(self, "mean")
        return predict(self, *batch, **more)

    def keep(self: Any, *where: Any, **more: Any) -> Any:
        _use(self, "mean")
        return save(self, *where, **more)

    trainer.update, trainer.predict, trainer.save = step, judge, keep
    try:
        yield
    finally:
        trainer.update, trainer.predict, trainer.save = update, predict, save


def mean(models: Sequence[Path], target: Path) -> None:
    """Write the mean of models that one descends from the other (Wortsman et al. 2022), in the form of the first."""
    import torch

    first, *others = (torch.load(path, map_location="cpu", weights_only=True) for path in models)
    for name, weights in first["model"].items():
        if torch.is_floating_point(weights):
            first["model"][name] = sum(other["model"][name] for other in others).add(weights) / len(models)
    torch.save(first, target)


def _weights(trainer: Any) -> list[Any]:
    return [p.data for p in trainer.model.parameters() if p.requires_grad]


def _follow(trainer: Any, decay: float) -> None:
    mean = getattr(trainer, "mean_weights", None)
    if mean is None:
        trainer.mean_weights, trainer.weights_in_use = [w.clone() for w in _weights(trainer)], "raw"
        return
    for old, new in zip(mean, _weights(trainer), strict=True):
        old.mul_(decay).add_(new, alpha=1 - decay)


def _use(trainer: Any, which: str) -> None:
    """Put the raw or the mean weights into the network, the others aside."""
    if getattr(trainer, "mean_weights", None) is None or trainer.weights_in_use == which:
        return
    for here, aside in zip(_weights(trainer), trainer.mean_weights, strict=True):
        kept = here.clone()
        here.copy_(aside)
        aside.copy_(kept)
    trainer.weights_in_use = which
