"""Shortcuts through Stanza's prediction: what it works out again, one by one or for nothing is done once, together or not at all.

Each function stands in the place of one of Stanza 1.15 and gives what that gives; sums may round otherwise, since other things are added up
together. Training is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any

import numpy as np
import torch
from stanza import Document
from stanza.models.common import char_model, chuliu_edmonds, crf, vocab
from stanza.models.depparse import head_constraints
from stanza.models.depparse import model as parser
from stanza.models.ner import trainer as names
from stanza.models.tokenization import data as characters
from stanza.models.tokenization import utils as tokens
from stanza.pipeline.lemma_processor import LemmaProcessor
from torch.nn import functional
from torch.nn.utils.rnn import pack_sequence, pad_packed_sequence

from kg.models.decode import best_tree, cycles

_ROWS = 20_000  # words whose letters a model remembers; with 200 numbers a word, 16 MB
_LEMMAS = 200_000
_WORDS = 256  # arcs labelled together: what they need stays in the processor's cache


@cache
def install() -> None:
    """Put the shortcuts into Stanza, in this process."""
    for name in ("depparse.data", "pos.data", "ner.data", "ner.model", "lemma.data", "mwt.data"):
        module: Any = import_module(f"stanza.models.{name}")
        module.get_long_tensor = padded
    parser.chuliu_edmonds_one_root = head_constraints.chuliu_edmonds_one_root = best_tree
    chuliu_edmonds.tarjan = cycles
    names.viterbi_decode = best_path
    tokens.predict = _cut
    vocab.BaseVocab.map = _numbers
    for where, name, made in (
        (vocab.CompositeVocab, "unit2id", _remembering),
        (vocab.CompositeVocab, "id2unit", _remembering),
        (char_model.CharacterModel, "forward", _letters),
        (crf.CRFLoss, "forward", _without_loss),
        (parser.GraphParser, "predict", _arcs),
        (characters.TokenizationDataset, "para_to_sentences", _features),
        (LemmaProcessor, "process", _lemmas),
    ):
        setattr(where, name, made(getattr(where, name)))


def padded(rows: Sequence[Sequence[Any]], number: int, pad_id: int = 0) -> torch.Tensor:
    """Rows of numbers, or of equally long lists of numbers, as one tensor with the short ones filled up.

    >>> padded([[5, 6], [7]], 2).tolist()
    [[5, 6], [7, 0]]
    """
    lengths = np.array([len(row) for row in rows])
    flat = np.array(list(chain.from_iterable(rows)), dtype=np.int64)
    filled = np.full((number, lengths.max(), *flat.shape[1:]), pad_id)
    filled[: len(rows)][np.arange(lengths.max()) < lengths[:, None]] = flat
    return torch.from_numpy(filled)


def best_path(scores: Any, transitions: Any) -> tuple[list[Any], Any]:
    """The tags that score most together (Viterbi 1967), and their score.

    Args:
        scores: array of float, shape (words, tags).
        transitions: array of float, shape (tags, tags): from one tag to the next.
    """
    every, before, best = np.arange(scores.shape[1]), [], scores[0]
    for here in scores[1:]:
        reached = best[:, None] + transitions
        before.append(reached.argmax(0))
        best = here + reached[before[-1], every]
    path = [best.argmax()]
    for step in reversed(before):
        path.append(step[path[-1]])
    return path[::-1], best.max()


def _numbers(self: Any, units: Sequence[Any]) -> list[Any]:
    """`BaseVocab.map`; where units are looked up as they are, without two calls for each."""
    plain = vocab.BaseVocab
    if self.lower or type(self).unit2id is not plain.unit2id or type(self).normalize_unit is not plain.normalize_unit:
        return [self.unit2id(unit) for unit in units]
    numbers, unknown = self._unit2id, self._unit2id.get(vocab.UNK)
    return [numbers.get(unit, unknown) for unit in units]


def _remembering(longer: Callable[..., Any]) -> Callable[..., Any]:
    """A vocabulary's function of one unit, each worked out once: features are few, and words many."""

    def shorter(self: Any, unit: Any) -> Any:
        seen = self.__dict__.setdefault(f"seen_{longer.__name__}", {})
        key = tuple(unit) if isinstance(unit, list) else unit
        if key not in seen:
            seen[key] = longer(self, unit)
        return list(seen[key]) if isinstance(seen[key], list) else seen[key]

    return shorter


def _letters(longer: Callable[..., Any]) -> Callable[..., Any]:
    """What the letters of a word tell, each word read once."""

    def shorter(self: Any, chars: Any, mask: Any, order: Any, sentence_lengths: Any, word_lengths: Any) -> Any:
        if torch.is_grad_enabled() or self.training:
            self.__dict__.pop("seen", None)  # in training, what was read is soon out of date
            return longer(self, chars, mask, order, sentence_lengths, word_lengths)
        words = [row[:length].tobytes() for row, length in zip(chars.numpy(), word_lengths, strict=True)]
        seen = self.__dict__.setdefault("seen", {})
        if len(seen) + len(words) > _ROWS:
            seen.clear()
        new = [n for word, n in {w: n for n, w in reversed(list(enumerate(words)))}.items() if word not in seen]
        if new:
            new.sort()  # the longest first, as in the whole
            read = longer(self, chars[new], mask[new], range(len(new)), [len(new)], [word_lengths[n] for n in new])
            rows = read[0] if self.pad else read.data
            self.read = torch.cat([self.read[: len(seen)], rows]) if seen else rows
            seen.update(zip([words[n] for n in new], range(len(seen), len(self.read)), strict=True))
        place = np.empty(len(words), dtype=np.int64)
        place[list(order)] = [seen[word] for word in words]
        packed = pack_sequence(self.read[torch.from_numpy(place)].split(sentence_lengths))
        return pad_packed_sequence(packed, batch_first=True)[0] if self.pad else packed

    return shorter


def _without_loss(longer: Callable[..., Any]) -> Callable[..., Any]:
    """How wrong the tags are is asked in training only."""

    def shorter(self: Any, *given: Any) -> Any:
        return longer(self, *given) if torch.is_grad_enabled() else (0.0, self._transitions)

    return shorter


class _Outputs(torch.nn.Module):
    """In the place of a scorer: hands on what it is given."""

    def forward(self, outputs: torch.Tensor, _: torch.Tensor) -> torch.Tensor:
        return outputs


def _arcs(longer: Callable[..., Any]) -> Callable[..., Any]:
    """Heads first, and then the labels of those arcs alone: Stanza scores every label for every pair of words."""

    @torch.no_grad()
    def shorter(self: Any, *batch: Any, resolve_head_constraints: bool = False) -> Any:
        if self.args.get("use_arc_embedding"):
            return longer(self, *batch, resolve_head_constraints=resolve_head_constraints)
        scorer, self.deprel = self.deprel, _Outputs()
        try:
            arcs, outputs, *_ = self.forward_scores(*batch)
        finally:
            self.deprel = scorer
        arcs = functional.log_softmax(arcs, 2).numpy()
        scores = [arcs[n][:length, :length] for n, length in enumerate(batch[12])]
        trees = [parser.chuliu_edmonds_one_root(each) for each in scores]
        labels = iter(_labels(scorer, outputs, trees).tolist())
        relations, parsed = self.vocab["deprel"], []
        for n, tree in enumerate(trees):
            found = [next(labels) for _ in tree[1:]]
            named = relations.unmap([label + vocab.VOCAB_PREFIX_SIZE for label in found])
            if resolve_head_constraints and head_constraints.find_head_constraint_violations(tree, named):
                within = outputs[n : n + 1, : len(tree)]
                every = functional.log_softmax(scorer(within, within), 3)[0].numpy()
                tree, found = head_constraints.resolve_head_constraint_violations(scores[n], every, tree, relations)
                named = relations.unmap([label + vocab.VOCAB_PREFIX_SIZE for label in found])
            parsed.append([[head, label] for head, label in zip(tree[1:], named, strict=True)])
        return parsed

    return shorter


def _labels(scorer: Any, outputs: torch.Tensor, trees: Sequence[Any]) -> torch.Tensor:
    """The best label of each word's arc, sentence after sentence: a biaffine score (Dozat and Manning 2017) for one head a word."""
    sentence = torch.from_numpy(np.repeat(np.arange(len(trees)), [len(tree) - 1 for tree in trees]))
    word = torch.from_numpy(np.concatenate([np.arange(1, len(tree)) for tree in trees]))
    head = torch.from_numpy(np.concatenate([tree[1:] for tree in trees]))
    # Of both layers, for every word, since a head has several words.
    below = functional.pad(scorer.hidden_func(scorer.W1(outputs)), (0, 1), value=1.0)
    above = functional.pad(scorer.hidden_func(scorer.W2(outputs)), (0, 1), value=1.0)
    weight, bias = scorer.scorer.W_bilin.weight, scorer.scorer.W_bilin.bias
    flat = weight.view(len(weight), -1)
    best = []
    for start in range(0, len(word), _WORDS):
        part = slice(start, start + _WORDS)
        half = (below[sentence[part], word[part]] @ flat).view(-1, *weight.shape[1:])
        best.append((torch.bmm(above[sentence[part], head[part]].unsqueeze(1), half).squeeze(1) + bias).argmax(1))
    return torch.cat(best) if best else torch.empty(0, dtype=torch.int64)


def _cut(trainer: Any, dataset: Any, batch_size: int, longest: int, with_patterns: bool, _: int) -> tuple[list[Any], list[Any]]:
    """What each character is (0 within a token, 1 to 4 the end of one), and the characters, paragraph by paragraph.

    Long paragraphs are cut into windows that end with a sentence. Of those that are read together Stanza fills up the shorter ones, and the
    network reads that as text. Here each is read by itself, so that its tokens do not depend on what is read along with it.
    """
    read = [dataset.para_to_sentences(paragraph)[0] for paragraph in dataset.data]
    lengths, filling = [len(units) for units, *_ in read], dataset.vocab.unit2id(vocab.PAD)
    found: list[list[Any]] = [[] for _ in read]
    waiting = [(n, 0) for n in range(len(read))]
    while waiting:
        # As in training, a paragraph ends with a filling sign of its own; a later window does not.
        windows = sorted(((min(lengths[n] + (not start), start + longest) - start, n, start) for n, start in waiting), reverse=True)
        waiting = []
        for first in range(0, len(windows), batch_size):
            batch = windows[first : first + batch_size]
            units = torch.full((len(batch), batch[0][0]), filling)
            looks = torch.zeros((len(batch), batch[0][0], read[0][2].shape[1]))
            for row, (size, n, start) in enumerate(batch):
                end = min(start + size, lengths[n])
                units[row, : end - start] = torch.from_numpy(read[n][0][start:end])
                looks[row, : end - start] = torch.from_numpy(read[n][2][start:end])
            signs = trainer.predict((units, None, looks, [[*read[n][3], vocab.PAD][start : start + size] for size, n, start in batch]))
            for (size, n, start), judged in zip(batch, signs.argmax(2), strict=True):
                ends = np.isin(judged[:size], (2, 4)).nonzero()[0]
                last = start >= lengths[n] - longest or not len(ends)
                step = min(size, lengths[n] - start) if last else int(ends[-1]) + 1
                found[n].append(judged[:step])
                if start + step < lengths[n]:
                    waiting.append((n, start + step))
    marks, texts = [np.concatenate(parts) for parts in found], [list(sample[3]) for sample in read]
    for mark in marks:
        mark[-1] = 4 if mark[-1] > 2 else 2  # the end of a paragraph is that of a sentence
    return [tokens.update_pred_regex(text, mark) if with_patterns else mark for text, mark in zip(texts, marks, strict=True)], texts


def _features(longer: Callable[..., Any]) -> Callable[..., Any]:
    """What each character looks like, every one judged once in a paragraph."""

    def shorter(self: Any, paragraph: Any) -> Any:
        wanted = self.args["feat_funcs"]
        judges = [characters.PER_CHAR_FEAT_FUNCS[name] for name in wanted if name in characters.PER_CHAR_FEAT_FUNCS]
        places = [name for name in wanted if name in characters.POSITION_FEAT_FUNCS]
        if not self.eval or self.args["use_dictionary"] or not paragraph or len(judges) + len(places) < len(wanted):
            return longer(self, paragraph)
        units, marks = map(list, zip(*paragraph, strict=True))
        kinds = {unit: n for n, unit in enumerate(dict.fromkeys(units))}
        which = np.array([kinds[unit] for unit in units])
        numbers = np.array(self.vocab.map(list(kinds)))[which]
        looks = np.array([[judge(unit) for judge in judges] for unit in kinds])[which]
        ends = {"end_of_para": len(units) - 1, "start_of_para": 0}  # in Stanza's order
        where = [(np.arange(len(units)) == place).astype(int) for name, place in ends.items() if name in places]
        return [(numbers, np.array(marks), np.column_stack([looks, *where]), units)]

    return shorter


def _lemmas(longer: Callable[..., Any]) -> Callable[..., Any]:
    """The lemma of each word with its tag, looked for once."""

    def shorter(self: Any, document: Any) -> Any:
        if self.use_identity or self.trainer.has_contextual_lemmatizers():
            return longer(self, document)
        known = self.__dict__.setdefault("known", {})
        if len(known) > _LEMMAS:
            known.clear()
        words = [tuple(word) for word in document.get(["text", "upos"])]
        if new := [word for word in dict.fromkeys(words) if word not in known]:
            apart = Document([[{"id": (n,), "text": text, "upos": upos} for n, (text, upos) in enumerate(new, 1)]])
            known.update(zip(new, longer(self, apart).get("lemma"), strict=True))
        document.set(["lemma"], [known[word] for word in words])
        return document

    return shorter
