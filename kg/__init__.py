"""Indonesian news into a knowledge graph.

    import kg

    graph = kg.build("seeds/")
    for fact in graph.find("met-with"):
        print(fact.subject, fact.object)
    kg.write(graph, "output/graph.ttl")

Names are imported when they are first used: `import kg` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg import articles, claims, documents, entities, export, graph, language, mentions, models, ontology, registry, store
    from kg.errors import KgError
    from kg.pipeline import annotate, write
    from kg.pipeline import graph_of as build
    from kg.types import Article, Claim, Document, Entity, Fact, Graph, Mention, Statement

__version__ = "0.1.0"

_FUNCTIONS = {"annotate": "annotate", "build": "graph_of", "write": "write"}
_TYPES = ("Article", "Claim", "Document", "Entity", "Fact", "Graph", "Mention", "Statement")

__all__ = [
    "Article", "Claim", "Document", "Entity", "Fact", "Graph", "KgError", "Mention", "Statement",
    "annotate", "articles", "build", "claims", "documents", "entities", "export", "graph", "language", "mentions", "models", "ontology",
    "registry", "store", "write",
]


def __getattr__(name: str) -> Any:
    if name in _FUNCTIONS:
        return getattr(import_module("kg.pipeline"), _FUNCTIONS[name])
    if name in _TYPES:
        return getattr(import_module("kg.types"), name)
    if name == "KgError":
        return import_module("kg.errors").KgError
    if name in __all__:
        return import_module(f"kg.{name}")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
