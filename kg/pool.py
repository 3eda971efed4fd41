"""Work shared among processes, one core each, its order kept.

Processes rather than threads, since torch's threads wait for each other; and never more portions under way than the processes can hold,
so that memory does not grow with the number of articles.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from kg.errors import KgError

Given = TypeVar("Given")
Made = TypeVar("Made")
_AHEAD = 2  # portions under way for each process: one in work, one waiting


def portions(items: Iterable[Given], size: int, jobs: int = 1) -> Iterator[list[Given]]:
    """The items in lists of this size, the last one shorter.

    jobs: processes that share them. Out of step, by a shorter list each at the start, they wait less for the last of them.

    >>> list(portions("abc", 2)), list(portions("abcdefg", 2, jobs=2))
    ([['a', 'b'], ['c']], [['a'], ['b', 'c'], ['d', 'e'], ['f', 'g']])
    """
    rest = iter(items)
    first = (max(1, size * job // jobs) for job in range(1, jobs))
    while portion := list(islice(rest, next(first, size))):
        yield portion


def share(work: Callable[[Given], Made], given: Iterable[Given], jobs: int) -> Iterator[Made]:
    """The work on each portion, in their order, in this process or in `jobs` others.

    More than one are spawned, so `work` must be picklable and a script needs its `__main__` guard.

    Raises:
        KgError: a process died.
    """
    if jobs <= 1:
        yield from map(work, given)
        return
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start)
    waiting = iter(given)
    under_way: deque[Future[Made]] = deque()
    try:
        while True:
            under_way.extend(pool.submit(work, portion) for portion in islice(waiting, jobs * _AHEAD - len(under_way)))
            if not under_way:
                return
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise KgError(f"--jobs {jobs}", "a process died, most likely for want of memory", "use fewer jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    """In a new process: one thread of torch, since more of them wait for each other; and Ctrl-C ends it without a word."""
    os.environ["OMP_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_DFL)
