"""SPARQL over a built graph.

A query runs in a process of its own, on a copy of graph.nt in memory: it can be stopped when it takes too long, and it
can neither change the files nor reach the net.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import QueryError
from kg.ontology import PREFIXES

FORMATS = ("table", "csv", "json", "turtle")


class Value(NamedTuple):
    """An RDF term; kind: uri, literal or bnode, as SPARQL's JSON results name them."""

    kind: str
    text: str
    language: str = ""
    datatype: str = ""

    def __str__(self) -> str:
        return _short(self.text) if self.kind == "uri" else self.text


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of values, None where a variable is unbound.

    truth: the answer to an ASK. turtle: the triples of a CONSTRUCT or DESCRIBE, which are also the rows.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    truth: bool | None = None
    turtle: str | None = None


def query(folder: Path, sparql: str, timeout: float = 30.0) -> Result:
    """The answer to a SPARQL 1.1 query over the graph in a folder that `kg build` wrote.

    The prefixes of `kg.ontology.PREFIXES` need no declaration. Raises QueryError when the query is wrong, takes more than
    `timeout` seconds, or wants another server (SERVICE), and when there is no graph.
    """
    path = folder / "graph.nt"
    if not path.is_file():
        raise QueryError(folder, "there is no graph.nt", "build a graph first, or name its folder")
    answer = _run({"path": str(path.resolve()), "query": checked(sparql)}, timeout)
    if "error" in answer:
        raise QueryError("query", answer["error"])
    return _result(answer)


def format(result: Result, to: str) -> str:
    """A result as text: table, csv, json (SPARQL 1.1 Query Results) or turtle; raises QueryError if it has no such form."""
    match to:
        case "table":
            return _table(result)
        case "csv":
            return _csv(result)
        case "json":
            return json.dumps(_json(result), ensure_ascii=False, indent=1) + "\n"
        case "turtle" if result.turtle is not None:
            return result.turtle
        case "turtle":
            raise QueryError("query", "a SELECT or ASK gives no triples", "use CONSTRUCT or DESCRIBE, or another format")
    raise QueryError(to, "there is no such format", f"use {', '.join(FORMATS)}")


# ---- the guard

# What a word may hide in: IRIs, strings, comments and variables; then names with a prefix, whose prefix we look at.
_HIDING = re.compile(
    r"""<[^\x00-\x20<>"{}|^`\\]*> | \"{3}(?:\\.|(?!\"{3}).)*\"{3} | '{3}(?:\\.|(?!'{3}).)*'{3} | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
    | \#[^\n]* | [?$]\w+ | (?P<prefix>[\w.-]*):(?:[\w.:%-]|\\.)*""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def checked(sparql: str) -> str:
    """The query with its character escapes resolved; raises QueryError if it asks another server.

    SPARQL resolves \\u escapes before it looks for words, so we must too, until none is left.
    """
    while _ESCAPED.search(sparql):
        try:
            sparql = _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), sparql)
        except (ValueError, OverflowError):
            raise QueryError("query", "an escape that is no character") from None
    # The store's parser also takes SERVICE:x for the word and the name :x, hence a search within words.
    if "service" in _HIDING.sub(lambda match: f" {match['prefix'] or ''} ", sparql).casefold():
        raise QueryError("query", "SERVICE is refused: a query may not call another server", "load the other graph here instead")
    if _word(sparql) in _UPDATES:
        raise QueryError("query", f"{_word(sparql)} is refused: the graph is read-only", "use SELECT, ASK, CONSTRUCT or DESCRIBE")
    return sparql


_UPDATES = {"LOAD", "INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}


def _word(sparql: str) -> str:
    """The first word after comments and declarations, in capitals."""
    rest = re.sub(r"(?:\s+|#[^\n]*|(?i:prefix)\s+[\w.-]*:\s*<[^>]*>|(?i:base)\s*<[^>]*>)*", "", sparql, count=1)
    found = re.match(r"\w+", rest)
    return found[0].upper() if found else ""


# ---- the worker


def _run(task: Mapping[str, str], timeout: float) -> dict[str, Any]:
    """Ask a new process; a plain one, for it must not import its parent's main module."""
    path = os.pathsep.join([str(Path(__file__).resolve().parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-c", "from kg.store import _work; _work()"]
    try:
        done = subprocess.run(
            command, input=json.dumps(task).encode(), capture_output=True, timeout=timeout, env=os.environ | {"PYTHONPATH": path}
        )
    except subprocess.TimeoutExpired:
        raise QueryError("query", f"took more than {timeout:g} seconds", "narrow it, or allow it more time") from None
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise QueryError("query", "the worker failed", last or "it may have run out of memory")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _work() -> None:
    """Answer the task on standard input: the whole life of the worker."""
    task = json.load(sys.stdin)
    try:
        answer = _answer(Path(task["path"]), task["query"])
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        answer = {"error": " ".join(str(error).split())}
    json.dump(answer, sys.stdout)


def _answer(path: Path, sparql: str) -> dict[str, Any]:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    _close_doors()
    found = store.query(sparql, prefixes=dict(PREFIXES))
    if isinstance(found, ox.QueryTriples):
        triples = sorted(found, key=str)
        rows = [[_plain(term) for term in triple] for triple in triples]
        turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=_used(rows))
        return {"columns": ["subject", "predicate", "object"], "rows": rows, "turtle": turtle.decode() if turtle else ""}
    if isinstance(found, ox.QueryBoolean):
        return {"columns": [], "rows": [], "truth": bool(found)}
    columns = [variable.value for variable in found.variables]
    return {"columns": columns, "rows": [[_plain(row[name]) for name in columns] for row in found]}


def _close_doors() -> None:
    """No new file and no new connection from here on, where the system can promise it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def _plain(term: Any) -> list[str] | None:
    """A pyoxigraph term as what JSON can carry."""
    import pyoxigraph as ox

    match term:
        case None:
            return None
        case ox.NamedNode():
            return ["uri", term.value]
        case ox.BlankNode():
            return ["bnode", term.value]
        case ox.Literal():
            datatype = "" if term.language or term.datatype.value == PREFIXES["xsd"] + "string" else term.datatype.value
            return ["literal", term.value, term.language or "", datatype]
    raise ValueError(f"a value that no table can hold: {term}")


def _used(rows: list[list[list[str] | None]]) -> dict[str, str]:
    text = " ".join(part for row in rows for term in row if term for part in term)
    return {prefix: iri for prefix, iri in PREFIXES.items() if iri in text}


# ---- forms


def _result(answer: Mapping[str, Any]) -> Result:
    rows = tuple(tuple(None if term is None else Value(*term) for term in row) for row in answer["rows"])
    return Result(tuple(answer["columns"]), rows, answer.get("truth"), answer.get("turtle"))


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _table(result: Result) -> str:
    if result.truth is not None:
        return f"{str(result.truth).lower()}\n"
    cells = [list(result.columns), *([_cell(value) for value in row] for row in result.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]]) + "\n"


def _cell(value: Value | None) -> str:
    return "" if value is None else " ".join(str(value).split())


def _csv(result: Result) -> str:
    """SPARQL 1.1 CSV: values without their types, IRIs in full."""
    file = io.StringIO()
    writer = csv.writer(file)
    if result.truth is not None:
        writer.writerow([str(result.truth).lower()])
    else:
        writer.writerow(result.columns)
        writer.writerows([("" if value is None else value.text) for value in row] for row in result.rows)
    return file.getvalue()


def _json(result: Result) -> dict[str, Any]:
    if result.truth is not None:
        return {"head": {}, "boolean": result.truth}
    bindings = [{n: _binding(v) for n, v in zip(result.columns, row, strict=True) if v is not None} for row in result.rows]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}


def _binding(value: Value) -> dict[str, str]:
    optional = {"xml:lang": value.language, "datatype": value.datatype}
    return {"type": value.kind, "value": value.text} | {key: text for key, text in optional.items() if text}
