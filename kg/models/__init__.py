"""The shipped Stanza models for Indonesian, usable on their own.

import kg.models
nlp = kg.models.pipeline()
nlp("Sergey Lavrov bertemu Kim Jong Un di Wonsan.").ents
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError

if TYPE_CHECKING:
    import stanza

FOLDER = Path(__file__).parent
PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"


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
        ner_model: a Stanza NER model to use in place of the folder's own.
        complete: insist that the folder holds every model, not only those wanted.
        options: handed on to `stanza.Pipeline`.

    Raises:
        ModelError: a file is missing. Stanza itself would go on with random vectors in that case.
    """
    import stanza

    if complete:
        check(folder, language)
    if ner_model is not None:
        options["ner_model_path"] = str(ner_model)
    return stanza.Pipeline(
        language, model_dir=str(folder), processors=processors, download_method=None, use_gpu=False, verbose=False, **options
    )


def check(folder: Path = FOLDER, language: str = "id") -> None:
    """Raise a ModelError unless every model that `resources.json` names is there."""
    try:
        resources = json.loads((folder / "resources.json").read_text(encoding="utf-8"))[language]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            folder, f"no models for {language!r}", "a Stanza model directory holds resources.json and a folder a language"
        ) from error
    wanted = {
        *resources["packages"]["default"].items(),
        *((d["model"], d["package"]) for ds in resources["default_dependencies"].values() for d in ds),
    }
    for kind, package in sorted(wanted):
        path = folder / language / kind / f"{package}.pt"
        if not path.is_file():
            raise ModelError(path, "the model is missing", "install the package whole, or run `kg train`")


@cache
def version(folder: Path = FOLDER, language: str = "id") -> str:
    """Ten hexadecimal digits that change whenever a model does."""
    digest = hashlib.sha256()
    for path in sorted((folder / language).glob("*/*.pt")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
