"""Write: a graph becomes files, one small module a format.

`FORMATS` is the whole list: a new format is a module and a line. Every writer is a function of graph and ontology alone
(no clock, no folder, no order of the input), so equal graphs give equal bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.export import graphml, html, jsonl, rdf, report, suggestions
from kg.ontology import Ontology
from kg.types import Graph

Writer = Callable[[Graph, Ontology], str | bytes]

FORMATS: Mapping[str, Writer] = {
    "entities.jsonl": jsonl.entities,
    "claims.jsonl": jsonl.claims,
    "graph.ttl": rdf.turtle,
    "graph.nt": rdf.ntriples,
    "graph.nq": rdf.nquads,
    "graph.trig": rdf.trig,
    "graph.jsonld": rdf.jsonld,
    "graph.graphml": graphml.graphml,
    "graph.gexf": graphml.gexf,
    "graph.html": html.page,
    "report.md": report.page,
    "suggestions.csv": suggestions.table,
}


def write(graph: Graph, folder: Path, ontology: Ontology) -> None:
    """Write every format into the folder, which is made if it is missing.

    All files are first written beside their places and then moved there, so a run that is killed, or a writer that
    fails, leaves each earlier file whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staged: list[tuple[Path, Path]] = []
    try:
        for name, writer in FORMATS.items():
            staged.append((_part(folder / name), folder / name))
            _save(staged[-1][0], writer(graph, ontology))
        for part, path in staged:
            os.replace(part, path)
    finally:
        for part, _ in staged:
            part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    """Where a file waits: in the same folder, for only there is a move one step; two runs never share one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _save(path: Path, content: str | bytes) -> None:
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
