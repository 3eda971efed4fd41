"""The best tree of a sentence, sooner than Stanza finds it, and the same one.

Stanza asks for the best tree with one root by making every arc from the root so bad that only one is taken (Stanojević & Cohen 2021,
"A Root of a Problem"); that drives the algorithm of Chu, Liu and Edmonds through some twenty contractions a sentence. Most sentences need
none: if the best head of each word, taken alone, already gives a tree with one root, no other tree can score more; if not, the best tree
with any number of roots often has just one. Only what is left goes the long way.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Heads = Any  # array of int, shape (words + 1,): the head of each word, 0 the root
Scores = Any  # array of float, shape (words + 1, words + 1): how well word y heads word x


def is_tree(heads: Heads) -> bool:
    """Do these heads lead every word to the root, over one word alone?

    >>> is_tree(np.array([0, 2, 0, 2])), is_tree(np.array([0, 2, 1, 0])), is_tree(np.array([0, 0, 0]))
    (True, False, False)
    """
    if np.count_nonzero(heads[1:] == 0) != 1:
        return False
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]  # twice as far up as before
    return not above.any()


def best_tree(scores: Scores) -> Heads:
    """The heads of the tree with one root that scores most."""
    from stanza.models.common import chuliu_edmonds as long

    scores = scores.astype(np.float64)
    alone = scores.copy()
    np.fill_diagonal(alone, -np.inf)
    heads = alone.argmax(axis=1)
    heads[0] = 0
    if is_tree(heads):
        return heads
    free = long.chuliu_edmonds(scores.copy())
    return free if is_tree(free) else long.chuliu_edmonds_one_root(scores)


def cycles(heads: Heads) -> list[Any]:
    """The words that lead back to themselves, an array of bool for each circle, by its first word.

    >>> [circle.nonzero()[0].tolist() for circle in cycles(np.array([0, 2, 1, 0, 5, 6, 4]))]
    [[1, 2], [4, 5, 6]]
    """
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]  # wherever one comes in the end is the root or on a circle
    found, rest = [], dict.fromkeys(np.unique(above).tolist())
    for word in list(rest):
        circle = []
        while word in rest:
            del rest[word]
            circle.append(word)
            word = int(heads[word])
        if len(circle) > 1:
            found.append(np.isin(np.arange(len(heads)), circle))
    return found
