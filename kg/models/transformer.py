"""Names from a Hugging Face token classifier, as the `ner` of a Stanza pipeline (extra `transformers`).

A processor of its own beside Stanza's: it finds the names of each sentence and puts their tags on Stanza's tokens, so that whatever reads
the document cannot tell the difference. (Stanza's way to replace a processor, a variant, does not work for `ner` in release 1.15.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from stanza.pipeline.processor import Processor, register_processor

from kg.errors import ModelError

PROCESSOR = "transformer"
# What published models call our types (OntoNotes, CoNLL 2003, NERGrit); a name of any other kind is left out.
TYPES: Mapping[str, str] = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "ORGANIZATION": "ORG", "GPE": "GPE", "LOC": "LOC", "LOCATION": "LOC", "FAC": "FAC",
    "FACILITY": "FAC", "NOR": "NORP", "NORP": "NORP", "EVT": "EVENT", "EVENT": "EVENT", "LAW": "LAW", "REG": "NORP",
}  # fmt: skip
BATCH = 32  # sentences that go through the network together

Span = tuple[int, int, str]  # first character, character after the last, type


def tags(tokens: Iterable[tuple[int, int]], names: Iterable[Span]) -> Iterator[str]:
    """The BIOES tag of each token; a token that lies partly within a name belongs to it.

    >>> list(tags([(0, 3), (4, 8), (9, 11), (12, 18)], [(0, 8, "PER"), (12, 18, "GPE")]))
    ['B-PER', 'E-PER', 'O', 'S-GPE']
    """
    places = list(tokens)
    found = ["O"] * len(places)
    for start, end, kind in names:
        inside = [i for i, (a, z) in enumerate(places) if a < end and start < z and found[i] == "O"]
        for i in inside:
            first, last = i == inside[0], i == inside[-1]
            found[i] = ("S" if first and last else "B" if first else "E" if last else "I") + f"-{kind}"
    yield from found


@cache
def load(folder: Path) -> Any:
    """The classifier in a folder, on the CPU; nothing is downloaded.

    Raises:
        ModelError: the folder holds no such model, or the extra is not installed.
    """
    try:
        from transformers import AutoModelForTokenClassification, AutoTokenizer, pipeline
    except ImportError as error:
        raise ModelError(folder, "needs the package transformers", "pip install 'kg[transformers]'") from error
    try:
        model = AutoModelForTokenClassification.from_pretrained(folder, local_files_only=True)
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(folder, "holds no token classifier", "a folder with config.json, weights and tokenizer") from error
    return pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="first", device="cpu")


@register_processor(PROCESSOR)
class TransformerNer(Processor):  # type: ignore[misc]
    """What Stanza's `ner` does, by a transformer. The option `transformer_folder` of the pipeline says which."""

    _requires = frozenset({"tokenize"})
    _provides = frozenset({"ner"})

    def __init__(self, config: Mapping[str, Any], pipeline: Any, device: str) -> None:
        self.classifier = load(Path(config["folder"]))

    def _set_up_model(self, *_: Any) -> None:
        """The model is there already."""

    def process(self, doc: Any) -> Any:
        """Tag every token and collect the names, in place."""
        offsets = [[(t.start_char, t.end_char) for t in sentence.tokens] for sentence in doc.sentences]
        texts = [doc.text[places[0][0] : places[-1][1]] for places in offsets]
        answers = self.classifier(texts, batch_size=BATCH) if texts else []
        for sentence, places, names in zip(doc.sentences, offsets, answers, strict=True):
            first = places[0][0]
            spans = [(first + n["start"], first + n["end"], TYPES[n["entity_group"]]) for n in names if n["entity_group"] in TYPES]
            for token, tag in zip(sentence.tokens, tags(places, spans), strict=True):
                token.ner = tag
        doc.build_ents()
        return doc

    def bulk_process(self, docs: Iterable[Any]) -> list[Any]:
        return [self.process(doc) for doc in docs]
