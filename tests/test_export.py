"""Every file: its keys, its rules, and the same bytes for the same graph."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import networkx
import pytest
import rdflib
from rdflib import RDF, Literal, URIRef

from kg import export, ontology, registry
from kg.export import network
from kg.ontology import PREFIXES
from kg.types import Article, Entity, Graph, Mention, Modality, Quantity, Span
from tests.factories import CAST, DENIAL, MEETING, build, claim, find, sample, sample_claims

HOSTILE = '</script><img src=x onerror="alert(1)">'
NOISY = "a\x0b\x00|`*\\\"'\u2028{{js}}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("output")
    export.write(sample(), made, ontology.load())
    return made


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def term(short: str) -> URIRef:
    prefix, _, name = short.partition(":")
    return URIRef(PREFIXES[prefix] + name)


def hostile() -> Graph:
    """A graph whose names and quotes try to leave every format."""
    article = Article("jahat <1>", f"{HOSTILE} bertemu {NOISY}.", title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1) <x>")
    made = claim(Article(article.id, "Budi Santoso bertemu Siti Rahma"), "Budi Santoso", "met-with", "Siti Rahma")
    made = replace(made, evidence=type(made.evidence)(0, len(article.text)))
    graph = build([article], [made])
    names = {"budi-santoso": HOSTILE, "siti-rahma": NOISY}
    return replace(graph, entities={key: replace(e, name=names[key], aliases=(HOSTILE, NOISY)) for key, e in graph.entities.items()})


# ---- JSON Lines


def test_claims_have_the_agreed_keys(folder: Path) -> None:
    first, *_ = found = rows(folder / "claims.jsonl")
    agreed = ["id", "document", "subject", "relation", "object", "modality", "polarity", "date", "place", "quantity", "attribution"]
    agreed += ["confidence", "rule", "event", "evidence"]
    assert list(first)[: len(agreed)] == agreed
    assert first["subject"] == {"id": "budi-santoso", "name": "Budi Santoso"}
    assert first["place"] == {"id": "istana-merdeka", "name": "Istana Merdeka"}
    assert found[2]["quantity"] == {"value": 1200, "unit": "pasukan", "qualifier": "exact", "text": "1.200 pasukan"}
    assert (found[1]["modality"], found[1]["attribution"]) == ("planned", [{"id": "pejabat-tanpa-nama", "name": "pejabat tanpa nama"}])


def test_evidence_is_the_text_at_its_offsets(folder: Path) -> None:
    texts = {article.id: article.text for article in (MEETING, DENIAL)}
    for row in rows(folder / "claims.jsonl"):
        evidence = row["evidence"]
        assert isinstance(evidence, dict)
        assert texts[str(row["document"])][evidence["start"] : evidence["end"]] == evidence["text"] != ""
    for row in rows(folder / "entities.jsonl"):
        for mention in row["mentions"]:  # type: ignore[attr-defined]
            assert texts[mention["document"]][mention["start"] : mention["end"]] == mention["text"]


def test_entities_are_sorted_and_whole(folder: Path) -> None:
    found = rows(folder / "entities.jsonl")
    assert [row["id"] for row in found] == sorted(str(row["id"]) for row in found)
    assert list(found[0])[:5] == ["id", "name", "type", "aliases", "mentions"]
    assert {"POSITION", "SOURCE"} <= {row["type"] for row in found}


# ---- RDF


@pytest.fixture(scope="module")
def triples(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / "graph.nt", format="nt")


@pytest.mark.parametrize(("name", "syntax"), [("graph.ttl", "turtle"), ("graph.jsonld", "json-ld")])
def test_every_syntax_holds_the_same_triples(folder: Path, triples: rdflib.Graph, name: str, syntax: str) -> None:
    assert set(rdflib.Graph().parse(folder / name, format=syntax)) == set(triples)


@pytest.mark.parametrize(("name", "syntax"), [("graph.nq", "nquads"), ("graph.trig", "trig")])
def test_quads_hold_the_same_and_a_graph_a_document(folder: Path, triples: rdflib.Graph, name: str, syntax: str) -> None:
    quads = rdflib.Dataset()
    quads.parse(folder / name, format=syntax)
    assert {(s, p, o) for s, p, o, _ in quads.quads()} == set(triples)
    told = quads.graph(term("doc:berita-2"))
    assert (term("ent:siti-rahma"), term("kg:holdsPosition"), term("ent:menteri-luar-negeri")) in told
    assert (None, term("kg:inDocument"), term("doc:berita-1")) not in told


def test_hostile_text_survives_every_syntax() -> None:
    graph, loaded = hostile(), ontology.load()
    made = [
        set(rdflib.Graph().parse(data=export.FORMATS[name](graph, loaded), format=syntax))
        for name, syntax in (("graph.nt", "nt"), ("graph.ttl", "turtle"), ("graph.jsonld", "json-ld"))
    ]
    assert made[0] == made[1] == made[2]
    assert (term("ent:siti-rahma"), term("rdfs:label"), Literal(NOISY, lang="id")) in made[0]


def test_a_direct_triple_needs_a_claim_that_asserts_it(triples: rdflib.Graph) -> None:
    loaded = ontology.load()
    relations = {term(f"kg:{r.iri}"): r for r in loaded.relations.values()}
    backed = set()
    for node in triples.subjects(term("kg:modality"), term("kg:Happened")):
        if (node, term("kg:polarity"), term("kg:Positive")) not in triples:
            continue
        s, p, o = (triples.value(node, term(f"rdf:{part}")) for part in ("subject", "predicate", "object"))
        assert isinstance(p, URIRef)
        for relation in (relations[p], *loaded.ancestors(relations[p].name)):
            backed |= {(s, term(f"kg:{relation.iri}"), o)} | ({(o, term(f"kg:{relation.iri}"), s)} if relation.symmetric else set())
    assert {(s, p, o) for s, p, o in triples if p in relations} == backed


@pytest.mark.parametrize(
    ("subject", "relation", "object", "there"),
    [
        ("budi-santoso", "hosted", "siti-rahma", True),
        ("siti-rahma", "hosted", "budi-santoso", False),
        ("siti-rahma", "metWith", "budi-santoso", True),  # follows from hosted, and holds both ways
        ("malaysia", "signedAgreementWith", "indonesia", True),
        ("indonesia", "signedAgreementWith", "malaysia", True),
        ("indonesia", "agreedWith", "malaysia", True),
        ("indonesia", "sentTroopsTo", "malaysia", True),
        ("indonesia", "cooperatedMilitarilyWith", "malaysia", False),  # denied
        ("indonesia", "cooperatedWith", "malaysia", False),
    ],
)
def test_direct_triples(triples: rdflib.Graph, subject: str, relation: str, object: str, there: bool) -> None:
    assert ((term(f"ent:{subject}"), term(f"kg:{relation}"), term(f"ent:{object}")) in triples) is there


def test_a_plan_gives_a_claim_and_no_direct_triple() -> None:
    planned = claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", modality=Modality.PLANNED)
    made = rdflib.Graph().parse(data=export.FORMATS["graph.nt"](build([MEETING], [planned]), ontology.load()), format="nt")
    assert (None, RDF.predicate, term("kg:sentTroopsTo")) in made
    assert (None, term("kg:sentTroopsTo"), None) not in made


@pytest.mark.parametrize(
    ("date", "kind", "first", "last"),
    [
        ("2031", "gYear", "2031-01-01", "2031-12-31"),
        ("2032-02", "gYearMonth", "2032-02-01", "2032-02-29"),
        ("2031-05-01", "date", "2031-05-01", "2031-05-01"),
    ],
)
def test_dates_keep_their_precision_and_have_bounds(date: str, kind: str, first: str, last: str) -> None:
    graph = build([MEETING], [claim(MEETING, "Budi Santoso", "hosted", "Siti Rahma", date=date)])
    lines = str(export.FORMATS["graph.nt"](graph, ontology.load()))
    xsd = PREFIXES["xsd"]
    assert f'<{PREFIXES["kg"]}date> "{date}"^^<{xsd}{kind}>' in lines
    assert f'dateEarliest> "{first}"^^<{xsd}date>' in lines
    assert f'dateLatest> "{last}"^^<{xsd}date>' in lines


def test_an_unnamed_speaker_is_no_entity(triples: rdflib.Graph) -> None:
    assert (term("src:pejabat-tanpa-nama"), RDF.type, term("kg:Source")) in triples
    assert (None, term("kg:attributedTo"), term("src:pejabat-tanpa-nama")) in triples


@pytest.mark.slow
def test_the_shapes_accept_the_graph_and_reject_mutants(triples: rdflib.Graph) -> None:
    pyshacl = pytest.importorskip("pyshacl")

    def problems(graph: rdflib.Graph) -> str:
        shapes = ontology.shipped()
        conforms, _, text = pyshacl.validate(graph, shacl_graph=str(shapes / "shapes.ttl"), ont_graph=str(shapes / "kg.ttl"))
        return "" if conforms else str(text)

    def mutant(*change: tuple[URIRef, URIRef, URIRef | Literal]) -> rdflib.Graph:
        copy = rdflib.Graph()
        for triple in (*triples, *change):
            copy.add(triple)
        return copy

    assert problems(mutant()) == ""
    unbacked = mutant((term("ent:indonesia"), term("kg:praised"), term("ent:malaysia")))
    assert "direct triple without a Happened+Positive claim" in problems(unbacked)
    two_types = mutant((term("ent:jakarta"), RDF.type, term("kg:Person")), (term("ent:jakarta"), RDF.type, term("kg:Facility")))
    assert "one type per entity" in problems(two_types)


# ---- networks


def test_a_symmetric_link_is_drawn_once() -> None:
    there = claim(DENIAL, "Budi Santoso", "met-with", "Siti Rahma")
    back = claim(MEETING, "Siti Rahma", "met-with", "Budi Santoso")
    (link,) = network.links(build([DENIAL, MEETING], [there, back]), ontology.load())
    assert (link.source, link.target, link.documents) == ("budi-santoso", "siti-rahma", ("berita-1", "berita-2"))


def test_a_link_says_how_sure_it_is() -> None:
    status = {link.relation.name: link.status for link in network.links(sample(), ontology.load())}
    assert status["sent-troops-to"] == "asserted"  # one planned and one that happened
    assert status["cooperated-militarily-with"] == "negative"
    planned = claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", modality=Modality.PLANNED)
    alleged = replace(claim(DENIAL, "Indonesia", "sent-troops-to", "Malaysia"), modality=Modality.ALLEGED)
    (link,) = network.links(build([MEETING, DENIAL], [alleged, planned]), ontology.load())
    assert link.status == "planned"


@pytest.mark.parametrize(("name", "read"), [("graph.graphml", networkx.read_graphml), ("graph.gexf", networkx.read_gexf)])
def test_network_files_read_back(tmp_path: Path, name: str, read: Callable[[Path], networkx.MultiDiGraph[str]]) -> None:
    for graph in (sample(), hostile()):
        (tmp_path / name).write_text(str(export.FORMATS[name](graph, ontology.load())), encoding="utf-8")
        back = read(tmp_path / name)
        assert set(back) == set(graph.entities)
        assert {data["relation"] for *_, data in back.edges(data=True)} == {f.relation for f in graph.facts}


# ---- the page


class Page(HTMLParser):
    """What a browser would load and run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data


def page(graph: Graph) -> tuple[str, Page]:
    text = str(export.FORMATS["graph.html"](graph, ontology.load()))
    return text, Page(text)


def test_the_page_loads_nothing() -> None:
    text, parsed = page(sample())
    assert not [tag for tag, attributes in parsed.tags if tag in ("link", "img", "iframe", "base") or {"src", "href"} & attributes.keys()]
    assert "@import" not in text
    assert not re.search(r"url\(\s*['\"]?https?:", text)
    policy = next(a["content"] for tag, a in parsed.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy


def test_the_policy_lets_exactly_our_scripts_run() -> None:
    text, parsed = page(sample())
    allowed = set(re.findall(r"'sha256-([^']+)'", text))
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in parsed.scripts[1:]]  # the first is data
    assert set(hashes) == allowed
    assert len(hashes) == 3


def test_hostile_names_stay_text() -> None:
    text, parsed = page(hostile())
    assert [tag for tag, _ in parsed.tags] == [tag for tag, _ in page(sample())[1].tags]
    assert "<img" not in text
    assert "alert(1)>" not in text
    data = json.loads(parsed.scripts[0])
    assert {node["label"] for node in data["nodes"]} == {HOSTILE, NOISY}


def test_the_page_carries_evidence_and_hides_topics() -> None:
    data = json.loads(page(sample())[1].scripts[0])
    shown = {type["name"]: type["shown"] for type in data["types"]}
    assert shown["PER"]
    assert not shown["POSITION"]
    (troops,) = [link for link in data["links"] if link["relation"] == "sent-troops-to"]
    assert troops["status"] == "asserted"
    assert [s["stance"] for s in troops["statements"]] == ["direncanakan", "terjadi"]
    assert troops["statements"][1]["text"] in DENIAL.text
    assert troops["statements"][1]["quantity"] == "1.200 pasukan"


def test_lines_show_how_sure_they_are() -> None:
    planned = claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", modality=Modality.PLANNED)
    _, parsed = page(build([MEETING, DENIAL], [*sample_claims()[3:], planned]))
    edges = json.loads(re.search(r"edges = new vis\.DataSet\((\[.*?\])\);", parsed.scripts[2], re.DOTALL)[1])  # type: ignore[index]
    looks = {edge["label"]: edge for edge in edges}
    assert looks["mengirim pasukan ke"]["dashes"]
    assert looks["mengirim pasukan ke"]["arrows"] == "to"
    assert not looks["bertemu dengan"]["dashes"]
    assert looks["bertemu dengan"]["arrows"] == ""
    assert looks["bekerja sama militer dengan"]["color"]["color"] == "#dc2626"


# ---- the report


def test_the_report_tells_facts_from_plans_and_denials() -> None:
    text = str(export.FORMATS["report.md"](sample(), ontology.load()))
    sections = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
    assert "1.200 pasukan" in sections["Fakta dan buktinya"]
    assert "direncanakan" not in sections["Fakta dan buktinya"]
    assert "pejabat tanpa nama" in sections["Direncanakan, diminta, dituduhkan, atau mungkin"]
    assert "bekerja sama militer" in sections["Disangkal"]


def test_the_report_shows_numbers_that_differ() -> None:
    few, many = (Quantity(n, "pasukan", "exact", f"{n} pasukan") for n in (100, 900))
    claims = [claim(article, "Indonesia", "sent-troops-to", "Malaysia", quantity=q) for article, q in ((MEETING, few), (DENIAL, many))]
    text = str(export.FORMATS["report.md"](build([MEETING, DENIAL], claims), ontology.load()))
    assert re.search(r"## Angka yang berbeda.*100 pasukan.*900 pasukan", text, re.DOTALL)


def test_hostile_names_do_not_break_the_report() -> None:
    assert "<img" not in re.sub(r"\\.", "", str(export.FORMATS["report.md"](hostile(), ontology.load())))


# ---- writing


def test_an_empty_graph_can_be_written(tmp_path: Path) -> None:
    export.write(Graph(), tmp_path, ontology.load())
    assert {path.name for path in tmp_path.iterdir()} == set(export.FORMATS)


def test_the_same_bytes_in_any_order_and_process(folder: Path, tmp_path: Path) -> None:
    claims = sample_claims()
    random.Random(5).shuffle(claims)
    export.write(build([DENIAL, MEETING], claims), tmp_path / "shuffled", ontology.load())
    script = "import sys; from pathlib import Path; from kg import export, ontology; from tests.factories import sample; "
    script += "export.write(sample(), Path(sys.argv[1]), ontology.load())"
    root = Path(__file__).parent.parent
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "other")], check=True, cwd=root, env=environment)
    for name in export.FORMATS:
        assert (tmp_path / "shuffled" / name).read_bytes() == (folder / name).read_bytes(), name
        assert (tmp_path / "other" / name).read_bytes() == (folder / name).read_bytes(), name


def test_a_writer_that_fails_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export.write(sample(), tmp_path, ontology.load())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken(graph: Graph, loaded: ontology.Ontology) -> str:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(export, "FORMATS", {"claims.jsonl": lambda graph, loaded: "new", "report.md": broken})
    with pytest.raises(RuntimeError):
        export.write(Graph(), tmp_path, ontology.load())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_find_names_of_the_cast() -> None:
    """The factory itself: what other tests rely on."""
    mention = find(MEETING, "Istana Merdeka")
    assert (mention.type, mention.span.of(MEETING.text)) == (CAST["istana-merdeka"][0], "Istana Merdeka")


def test_names_that_are_much_alike_are_only_suggested(tmp_path: Path) -> None:
    names = {"wonsan-utara": "Universitas Wonsan Utara", "wonsan-utra": "Universitas Wonsan Utra", "pemilu": "Universitas 2023"}
    mentions = {key: Mention("a", Span(i, i + 1), name, "ORG") for i, (key, name) in enumerate(names.items())}
    graph = Graph({}, {key: Entity(key, "ORG", name, mentions=(mentions[key],)) for key, name in names.items()})
    table = tmp_path / "suggestions.csv"
    table.write_text(export.FORMATS["suggestions.csv"](graph, ontology.load()), encoding="utf-8")
    accepted = registry.load(table)
    assert [e.id for name in ("Universitas Wonsan Utara", "Universitas Wonsan Utra") for e in accepted.named(name)] == ["wonsan-utara"] * 2
    assert "Universitas Wonsan Utra" in export.FORMATS["report.md"](graph, ontology.load())
