"""graph.html: the network as one page that works offline.

pyvis makes the drawing; from what it makes we take only the script, because its page loads parts from the net. The page
itself is html.html, html.css and html.js beside this module, its wording and colours html.yaml. Whatever comes from an
article travels as JSON and becomes text, never markup; a policy in the head lets no other script run and nothing load.
"""

from __future__ import annotations

import json
import math
import re
import textwrap
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from typing import Any

from kg.export import assets, network
from kg.export.network import ASSERTED, Link
from kg.ontology import Ontology
from kg.types import Article, Graph, Polarity, Statement

_SHOWN_IN_TOOLTIP = 3


def page(graph: Graph, ontology: Ontology) -> str:
    """The whole page, with vis-network and all data inside."""
    found = network.links(graph, ontology)
    scripts = {"vis": _vis(), "draw": _drawing(graph, found), "js": assets.text("html.js")}
    parts = {
        "title": escape(assets.data("html.yaml")["words"]["title"]),
        "policy": _policy(scripts.values()),
        "css": assets.text("html.css"),
        "data": _json(_payload(graph, ontology, found)),
        **scripts,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], assets.text("html.html"))


def _policy(scripts: Iterable[str]) -> str:
    """Only our scripts, known by their hashes; nothing from the net."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _json(value: object) -> str:
    """JSON that no browser takes for the end of a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


# ---- the drawing


def _vis() -> str:
    """vis-network as pyvis ships it."""
    from importlib.resources import files

    path = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js")
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _drawing(graph: Graph, found: tuple[Link, ...]) -> str:
    """The script that pyvis writes: nodes, edges and the network, as globals."""
    from pyvis.network import Network

    drawing = Network(directed=True, cdn_resources="in_line")
    drawing.set_options(json.dumps(_OPTIONS))
    degree = Counter(end for link in found for end in (link.source, link.target))
    for key, entity in graph.entities.items():
        drawing.add_node(key, **_node(entity.name, entity.type, degree[key]))
    bends = _bends(found)
    for number, link in enumerate(found):
        drawing.add_edge(link.source, link.target, id=_edge_id(number), **_edge(link, graph), **bends[number])
    made = drawing.generate_html(notebook=False)
    script = re.search(r'<script type="text/javascript">((?:(?!</script>).)*drawGraph\(\);.*?)</script>', made, re.DOTALL)
    if script is None:
        raise RuntimeError("this version of pyvis writes a page that we do not know")
    return script[1].replace("\r\n", "\n")


# The page turns physics on itself, when it has chosen what to show.
_OPTIONS: Mapping[str, Any] = {
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "physics": {"enabled": False},
    "interaction": {"hover": True, "tooltipDelay": 120, "hideEdgesOnDrag": False},
    "nodes": {"borderWidth": 2, "font": {"size": 18, "strokeWidth": 5, "strokeColor": "#f8fafc", "color": "#0f172a"}},
    "edges": {
        "arrows": {"to": {"scaleFactor": 0.55}},
        "font": {"size": 12, "strokeWidth": 4, "strokeColor": "#f8fafc", "color": "#475569", "align": "middle"},
        "selectionWidth": 1.5,
        "hoverWidth": 0.5,
    },
}


def _node(name: str, kind: str, degree: int) -> dict[str, Any]:
    look = assets.data("html.yaml")["types"][kind]
    label = textwrap.fill(name, 22, break_long_words=False, max_lines=3, placeholder="…")
    color = {"background": look["color"], "border": "#ffffff", "highlight": {"background": look["color"], "border": "#0f172a"}}
    return {"label": label, "title": name, "shape": look["shape"], "size": 9 + 4 * math.sqrt(degree), "color": color}


def _edge(link: Link, graph: Graph) -> dict[str, Any]:
    look = assets.data("html.yaml")["statuses"][link.status]
    return {
        "label": link.relation.label_id,
        "title": _tooltip(link, graph),
        "width": min(1.3 + 1.4 * (len(link.documents) - 1), 8),
        "dashes": look["dashes"] or False,
        "color": {"color": look["color"]},
        "arrows": "" if link.relation.symmetric else "to",
    }


def _edge_id(number: int) -> str:
    # An entity's id has no colon, so one click handler can tell them apart.
    return f"link:{number}"


def _bends(found: tuple[Link, ...]) -> list[dict[str, Any]]:
    """Links between the same two things side by side, each with a curve of its own, and the more of them the longer."""
    bundles: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, link in enumerate(found):
        bundles[frozenset((link.source, link.target))].append(number)
    bends: list[dict[str, Any]] = [{} for _ in found]
    for bundle in bundles.values():
        for place, number in enumerate(bundle):
            offset = (place - (len(bundle) - 1) / 2) * min(0.24, 1.3 / len(bundle))
            # A curve bends to one side as seen from where the arrow starts.
            clockwise = (offset > 0) == (found[number].source < found[number].target)
            smooth = {"enabled": True, "type": "curvedCW" if clockwise else "curvedCCW", "roundness": abs(offset)}
            bends[number] = {"smooth": smooth, "length": 150 + 22 * min(len(bundle), 7)}
    return bends


def _tooltip(link: Link, graph: Graph) -> str:
    """Plain text: vis-network shows a string title as it is."""
    words = assets.data("html.yaml")
    names = graph.entities
    head = f"{names[link.source].name} — {link.relation.label_id} — {names[link.target].name}"
    status = words["statuses"][link.status]["label"]
    quotes = [f"“{textwrap.shorten(graph.quote(s.claim), 260, placeholder='…')}”\n— {s.claim.document}" for s in link.statements]
    rest = len(quotes) - _SHOWN_IN_TOOLTIP
    more = [words["words"]["more"].format(count=rest)] if rest > 0 else []
    return "\n\n".join([f"{head}\n[{status}]", *quotes[:_SHOWN_IN_TOOLTIP], *more])


# ---- what the page's own script needs


def _payload(graph: Graph, ontology: Ontology, found: tuple[Link, ...]) -> dict[str, Any]:
    look = assets.data("html.yaml")
    return {
        "words": look["words"],
        "types": _types(graph, ontology),
        "statuses": _statuses(found),
        "relations": _relations(found),
        "nodes": [
            {
                "id": e.id,
                "label": e.name,
                "kind": e.type,
                "aliases": list(e.aliases),
                "mentions": len(e.mentions),
                "documents": len({m.document for m in e.mentions}),
            }
            for e in graph.entities.values()
        ],
        "links": [_link(_edge_id(n), link, graph, ontology) for n, link in enumerate(found)],
        "documents": {key: _source(article) for key, article in graph.articles.items()},
    }


def _types(graph: Graph, ontology: Ontology) -> list[dict[str, Any]]:
    """The types that occur, as the legend shows them."""
    counts = Counter(entity.type for entity in graph.entities.values())
    looks = assets.data("html.yaml")["types"]
    return [{"name": k, "label": ontology.types[k].label_id, "count": counts[k], **look} for k, look in looks.items() if counts[k]]


def _statuses(found: tuple[Link, ...]) -> list[dict[str, Any]]:
    counts = Counter(link.status for link in found)
    looks = assets.data("html.yaml")["statuses"]
    return [{"name": key, "count": counts[key], **look} for key, look in looks.items()]


def _relations(found: tuple[Link, ...]) -> list[dict[str, Any]]:
    """The relations that occur, the frequent ones first."""
    counts = Counter(link.relation.name for link in found)
    labels = {link.relation.name: link.relation.label_id for link in found}
    return [{"name": key, "label": labels[key], "count": counts[key]} for key in sorted(counts, key=lambda key: (-counts[key], key))]


def _link(key: str, link: Link, graph: Graph, ontology: Ontology) -> dict[str, Any]:
    return {
        "id": key,
        "source": link.source,
        "target": link.target,
        "relation": link.relation.name,
        "label": link.relation.label_id,
        "symmetric": link.relation.symmetric,
        "status": link.status,
        "color": assets.data("html.yaml")["statuses"][link.status]["color"],
        "statements": [_statement(s, graph, ontology) for s in link.statements],
    }


def _statement(statement: Statement, graph: Graph, ontology: Ontology) -> dict[str, Any]:
    claim, names = statement.claim, graph.entities
    denied = claim.polarity is Polarity.NEGATIVE
    return {
        "status": str(claim.polarity) if denied else ASSERTED if statement.asserted else str(claim.modality),
        "stance": network.stance(statement, ontology),
        "text": graph.quote(claim),
        "document": claim.document,
        "date": claim.date,
        "place": names[statement.place].name if statement.place else None,
        "quantity": claim.quantity.text if claim.quantity else None,
        "said_by": ", ".join(names[key].name for key in statement.attribution),
        "via": ", ".join(names[key].name for key in statement.via),
        "content": claim.content.of(graph.articles[claim.document].text) if claim.content else None,
    }


def _source(article: Article) -> str:
    """What the panel names as the source: the file, and what is known of it."""
    return " · ".join(part for part in (article.title, article.publisher, article.published, article.id) if part)
