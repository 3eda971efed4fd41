"""The shipped Stanza models for Indonesian, usable on their own.

import kg.models
nlp = kg.models.pipeline()
nlp("Sergey Lavrov bertemu Kim Jong Un di Wonsan.").ents
"""

from __future__ import annotations

import gc
import json
import pickle
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import pool
from kg.errors import ModelError

if TYPE_CHECKING:
    import stanza

FOLDER = Path(__file__).parent
PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
_ALL = tuple(PROCESSORS.split(","))
BATCH = 32  # texts that go through the models together


def pipeline(
    processors: str = PROCESSORS,
    *,
    language: str = "id",
    folder: Path = FOLDER,
    ner_model: Path | None = None,
    complete: bool = True,
    **options: Any,
) -> stanza.Pipeline:
    """A `stanza.Pipeline` on these models; nothing is downloaded.

    Args:
        processors: the ones wanted, in Stanza's notation.
        folder: a Stanza model directory (`resources.json` and a folder a language); the shipped one unless given.
        ner_model: in place of the folder's own, a Stanza NER model (on the vectors `pretrain.pt` beside it, or else those of `folder`),
            or the folder of a Hugging Face token classifier.
        complete: insist that the folder holds every model that is wanted.
        options: handed on to `stanza.Pipeline`.

    Raises:
        ModelError: a file is missing. Stanza itself would go on with random vectors in that case.
    """
    import stanza

    from kg.models import shortcuts

    wanted = dict.fromkeys(processors.split(","), "default")
    if complete:
        check(folder, language, ner_model, tuple(wanted))
    if ner_model is not None and ner_model.is_dir() and "ner" in wanted:
        from kg.models import transformer

        del wanted["ner"]
        wanted[transformer.PROCESSOR], options[f"{transformer.PROCESSOR}_folder"] = "default", str(ner_model)
    elif ner_model is not None:
        options["ner_model_path"] = str(ner_model)
        # Without vectors Stanza would take random ones, in silence.
        beside, *others = ner_model.with_name("pretrain.pt"), *sorted((folder / language / "pretrain").glob("*.pt"))
        options.setdefault("ner_pretrain_path", str(beside if beside.is_file() or not others else others[0]))
    shortcuts.install()
    # With a package, Stanza would load what the package has beside what is wanted.
    return stanza.Pipeline(
        language, model_dir=str(folder), processors=wanted, package=None, download_method=None, use_gpu=False, verbose=False, **options
    )


def read(texts: Iterable[str], *, jobs: int = 1, **options: Any) -> Iterator[stanza.Document]:
    """The texts as Stanza documents, in their order, many at a time: two and a half to three times as fast on two cores as one by one, by
    `benchmarks/speed.py`; labels are those of Stanza.

    Args:
        texts: any number; only a few batches are held at once.
        jobs: processes, one core each. More than one are spawned, so a script needs its `__main__` guard.
        options: those of `pipeline`.
    """
    portions = pool.portions(texts, BATCH, max(jobs, 1))
    if jobs <= 1:
        nlp = pipeline(**options)
        for portion in portions:
            yield from nlp.bulk_process(portion)
        return
    for read in pool.share(partial(_read, tuple(sorted(options.items()))), portions, jobs):
        yield from _unpacked(read)


@cache
def _loaded(options: tuple[tuple[str, Any], ...]) -> stanza.Pipeline:
    nlp = pipeline(**dict(options))
    gc.freeze()  # the models stay; let Python not look through them for garbage
    return nlp


def _read(options: tuple[tuple[str, Any], ...], texts: list[str]) -> bytes:
    """In a process of its own. Pickled, a document takes a quarter of the time that Stanza's own format needs to become one again."""
    return pickle.dumps(_loaded(options).bulk_process(texts), pickle.HIGHEST_PROTOCOL)


def _unpacked(documents: bytes) -> list[stanza.Document]:
    """Without a search for garbage among many new objects, all of which are wanted; that would take four times as long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        made: list[stanza.Document] = pickle.loads(documents)
    finally:
        if collecting:
            gc.enable()
    return made


def check(folder: Path = FOLDER, language: str = "id", ner_model: Path | None = None, processors: Iterable[str] = _ALL) -> None:
    """Raise a ModelError unless every model that is wanted is there."""
    try:
        resources = json.loads((folder / "resources.json").read_text(encoding="utf-8"))[language]
        packages = resources["packages"]["default"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            folder, f"no models for {language!r}", "a Stanza model directory holds resources.json and a folder a language"
        ) from error
    needed = set(processors) - ({"ner"} if ner_model is not None else set())
    if missing := sorted(needed - packages.keys()):
        raise ModelError(folder, f"no model for {', '.join(missing)}", "give a directory that has one; for names, --ner-model does")
    wanted = {(kind, packages[kind]) for kind in needed}
    for kind in needed:
        beneath = resources.get(kind, {}).get(packages[kind], {}).get("dependencies", ())
        wanted |= {(other["model"], other["package"]) for other in beneath}
    for kind, package in sorted(wanted):
        path = folder / language / kind / f"{package}.pt"
        if not path.is_file():
            raise ModelError(path, "the model is missing", "install the package whole, or run `kg train`")
    if ner_model is not None and not ner_model.exists():
        raise ModelError(ner_model, "there is no such model", "a Stanza NER model (.pt), or the folder of a Hugging Face token classifier")
