"""RDF terms, and the five ways to write sets of triples.

Own writers, for a library's bytes may change with its version: here sets are sorted, and equal sets give equal bytes.
There are no blank nodes, so a triple can be compared by its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from kg.ontology import PREFIXES

RDF_TYPE = PREFIXES["rdf"] + "type"


class Iri(str):
    """An absolute IRI."""


class Literal(NamedTuple):
    """Text with a language or a datatype (an IRI), or with neither."""

    text: str
    language: str = ""
    datatype: str = ""


Triple = tuple[Iri, Iri, Iri | Literal]


class Dataset(NamedTuple):
    """The triples of the default graph, and those of the named graphs by their IRI."""

    default: frozenset[Triple]
    named: Mapping[Iri, frozenset[Triple]]


def ntriples(triples: Iterable[Triple]) -> str:
    return "".join(f"{line} .\n" for line in _sorted(triples))


def nquads(dataset: Dataset) -> str:
    named = (f"{line} <{name}> .\n" for name, triples in sorted(dataset.named.items()) for line in _sorted(triples))
    return ntriples(dataset.default) + "".join(named)


def turtle(triples: Iterable[Triple]) -> str:
    return _prefixes() + "\n" + _blocks(triples)


def trig(dataset: Dataset) -> str:
    named = (f"{_short(name)} {{\n{_blocks(triples)}}}\n\n" for name, triples in sorted(dataset.named.items()))
    return turtle(dataset.default) + "\n" + "".join(named)


def jsonld(triples: Iterable[Triple]) -> str:
    """Flattened JSON-LD 1.1, one node an entry."""
    nodes = [_node(subject, list(group)) for subject, group in groupby(_ordered(triples), key=lambda t: t[0])]
    return json.dumps({"@context": dict(PREFIXES), "@graph": nodes}, ensure_ascii=False, indent=1) + "\n"


# ---- N-Triples


def _sorted(triples: Iterable[Triple]) -> list[str]:
    return sorted(" ".join(map(_long, triple)) for triple in set(triples))


def _long(term: Iri | Literal) -> str:
    if isinstance(term, Iri):
        return f"<{term}>"
    tail = f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
    return _quoted(term.text) + tail


_ESCAPES = {ord(char): escape for char, escape in {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}.items()}
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def _quoted(text: str) -> str:
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04X}", text.translate(_ESCAPES)) + '"'


# ---- Turtle


# A cautious part of what Turtle allows after the colon; anything else is written in full.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")


def _prefixes() -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def _ordered(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(set(triples), key=lambda t: (t[0], t[1] != RDF_TYPE, t[1], _long(t[2])))


def _blocks(triples: Iterable[Triple]) -> str:
    """One paragraph a subject, its type first."""
    return "\n".join(_block(subject, list(group)) for subject, group in groupby(_ordered(triples), key=lambda t: t[0]))


def _block(subject: Iri, triples: list[Triple]) -> str:
    rows = [
        f"{'a' if predicate == RDF_TYPE else _short(predicate)} {', '.join(_short(t[2]) for t in group)}"
        for predicate, group in groupby(triples, key=lambda t: t[1])
    ]
    return _short(subject) + " " + " ;\n    ".join(rows) + " .\n"


def _short(term: Iri | Literal) -> str:
    if isinstance(term, Literal):
        return _quoted(term.text) + (f"^^{_short(Iri(term.datatype))}" if term.datatype else _long(term)[len(_quoted(term.text)) :])
    return compact(term) or f"<{term}>"


def compact(iri: str) -> str | None:
    """prefix:name for an IRI in one of our namespaces, else None."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(local := iri[len(namespace) :]):
            return f"{prefix}:{local}"
    return None


# ---- JSON-LD


def _node(subject: Iri, triples: list[Triple]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": compact(subject) or subject}
    for predicate, group in groupby(triples, key=lambda t: t[1]):
        if predicate == RDF_TYPE:
            node["@type"] = [compact(str(t[2])) or t[2] for t in group]
        else:
            node[compact(predicate) or predicate] = [_value(t[2]) for t in group]
    return node


def _value(term: Iri | Literal) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"@id": compact(term) or term}
    value = {"@value": term.text}
    if term.language:
        value["@language"] = term.language
    elif term.datatype:
        value["@type"] = compact(term.datatype) or term.datatype
    return value
