"""Who may import whom: the table of the architecture as code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

KG = Path(__file__).parent.parent / "kg"

LAYERS = (
    {"types", "errors"},
    {"ontology", "rules", "conllu", "names", "models", "pool", "built"},
    {"language", "registry", "dates", "quantities", "titles", "metonymy", "_words", "_zones", "spelling", "extent"}
    | {"abbreviations", "marked"}
    | {"beside", "chunks", "complements", "frames", "subjects", "reference", "slots", "speakers", "status"},  # the grammar
    {"articles", "documents", "mentions", "claims", "entities", "graph", "check", "explain", "store", "export"},
    {"pipeline"},
    {"cli", "training", "__init__", "__main__"},
)
STAGES = 3  # the layer whose modules know nothing of each other

# Each of these is known to few, so that it can be replaced; rich comes with typer.
DOORS = {
    "gensim": {"training"},
    "networkx": {"export"},
    "pyoxigraph": {"store"},
    "pyvis": {"export"},
    "rdflib": {"ontology"},
    "rich": {"cli"},
    "stanza": {"documents", "models", "pipeline", "training"},
    "torch": {"models", "training"},
    "trafilatura": {"articles"},
    "typer": {"cli"},
}


def module(path: Path) -> str:
    """The name below kg of the module or package that a file belongs to."""
    return path.relative_to(KG).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The full names of what a file imports, in functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below_kg(path: Path) -> set[str]:
    """The modules of kg that a file imports, other than its own."""
    names = {name.split(".")[1] for name in imported(path) if name.startswith("kg.")}
    return {name if name in ALL else "__init__" for name in names} - {module(path)}


FILES = sorted(KG.rglob("*.py"))
ALL = {module(path) for path in FILES}
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def test_every_module_has_a_layer() -> None:
    assert sorted(ALL - LEVEL.keys()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KG)))
def test_imports_go_down(path: Path) -> None:
    own = LEVEL[module(path)]
    assert {name for name in below_kg(path) if LEVEL[name] > own} == set()
    if own == STAGES:
        assert {name for name in below_kg(path) if LEVEL[name] == STAGES} == set()


def test_nothing_imports_itself_by_a_detour() -> None:
    graph: dict[str, set[str]] = {}
    for path in FILES:
        if module(path) != "__init__":  # it names everything, and imports it when asked
            graph.setdefault(module(path), set()).update(below_kg(path) - {"__init__"})
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("library", DOORS)
def test_third_parties_have_their_doors(library: str) -> None:
    users = {module(path) for path in FILES if any(name.split(".")[0] == library for name in imported(path))}
    assert users <= DOORS[library]


def test_python_holds_no_relation_name() -> None:
    """Meaning lives in the ontology: no relation's name is written in the program."""
    from kg import ontology

    names = {name for name in ontology.load().relations if "-" in name}
    strings = {
        (str(path.relative_to(KG)), node.value)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert strings == set()
