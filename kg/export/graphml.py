"""GraphML (yEd, Cytoscape, igraph) and GEXF (Gephi), through networkx."""

from __future__ import annotations

import re

from kg.export import network
from kg.ontology import Ontology
from kg.types import Graph


def graphml(graph: Graph, ontology: Ontology) -> str:
    """GraphML with named edges."""
    import networkx

    lines = networkx.generate_graphml(network.build(graph, ontology))
    return _HEAD + "\n".join(lines) + "\n"


def gexf(graph: Graph, ontology: Ontology) -> str:
    """GEXF 1.2, without the date that networkx puts in."""
    import networkx

    text = "\n".join(networkx.generate_gexf(network.build(graph, ontology)))
    return _HEAD + re.sub(r'<meta lastmodifieddate="[^"]*">', "<meta>", text, count=1) + "\n"


_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
