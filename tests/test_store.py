"""Queries over a built graph: what they answer, and what they may not do."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from kg import export, ontology, store
from kg.errors import QueryError
from tests.factories import sample

NAMES = 'SELECT ?name WHERE { ?x a kg:Person ; rdfs:label ?name . FILTER(LANG(?name) = "id") } ORDER BY ?name'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("output")
    export.write(sample(), made, ontology.load())
    return made


def test_a_select_without_prefixes(folder: Path) -> None:
    result = store.query(folder, NAMES)
    assert result.columns == ("name",)
    assert [str(row[0]) for row in result.rows] == ["Budi Santoso", "Siti Rahma"]


def test_own_prefixes_win(folder: Path) -> None:
    result = store.query(folder, "PREFIX kg: <https://example.org/kg/entity/> SELECT ?p { kg:indonesia ?p kg:malaysia } ORDER BY ?p")
    assert [str(row[0]) for row in result.rows] == ["kg:agreedWith", "kg:sentTroopsTo", "kg:signedAgreementWith"]


def test_forms_of_a_select(folder: Path) -> None:
    result = store.query(folder, "SELECT ?s ?n ?none { ?c kg:quantity ?n ; rdf:subject ?s . OPTIONAL { ?c kg:place ?none } }")
    assert store.format(result, "table") == "s              n     none\n-------------  ----  ----\nent:indonesia  1200\n"
    assert store.format(result, "csv") == "s,n,none\r\nhttps://example.org/kg/entity/indonesia,1200,\r\n"
    (row,) = json.loads(store.format(result, "json"))["results"]["bindings"]
    assert row["n"] == {"type": "literal", "value": "1200", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert "none" not in row


def test_an_ask(folder: Path) -> None:
    result = store.query(folder, "ASK { ent:siti-rahma kg:metWith ent:budi-santoso }")
    assert result.truth is True
    assert (store.format(result, "table"), json.loads(store.format(result, "json"))["boolean"]) == ("true\n", True)


@pytest.mark.parametrize("sparql", ["CONSTRUCT { ?a kg:metWith ?b } WHERE { ?a kg:hosted ?b }", "DESCRIBE doc:berita-1"])
def test_triples_become_turtle(folder: Path, sparql: str) -> None:
    import rdflib

    result = store.query(folder, sparql)
    text = store.format(result, "turtle")
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(result.rows) > 0
    assert result.columns == ("subject", "predicate", "object")


@pytest.mark.parametrize("path", sorted((ontology.shipped() / "queries").glob("*.rq")), ids=lambda path: path.stem)
def test_shipped_queries_run_and_have_a_title(folder: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert store.query(folder, text).columns


def test_who_met_whom_holds_no_plans(folder: Path) -> None:
    result = store.query(folder, (ontology.shipped() / "queries" / "who-met-whom.rq").read_text(encoding="utf-8"))
    assert [tuple(map(str, row)) for row in result.rows] == [("Budi Santoso", "Siti Rahma")]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \\u005Cu0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2) SERVICE <http://127.0.0.1:9/> { FILTER(2>1) } }",
    ],
)
def test_other_servers_are_refused(folder: Path, sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        store.query(folder, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT ?s { ?s rdfs:label "SERVICE"@id }',
        "# no SERVICE here\nSELECT ?service { ?service a <http://example.org/SERVICE> }",
        "SELECT ?s { ?s a kg:service }",
    ],
)
def test_the_word_alone_is_no_crime(folder: Path, sparql: str) -> None:
    assert store.query(folder, sparql).rows == ()


@pytest.mark.parametrize("sparql", ["LOAD <http://127.0.0.1:9/x>", "# hm\nPREFIX a: <b>\ninsert data { a:b a:c a:d }", "DROP ALL"])
def test_changes_are_refused(folder: Path, sparql: str) -> None:
    with pytest.raises(QueryError, match="read-only"):
        store.query(folder, sparql)


@pytest.mark.parametrize("sparql", ["SELECT", "", "SELECT ?x { ?x nope:thing ?y }", "SELECT ?x {\n ?x ?y \n"])
def test_a_wrong_query_is_one_line(folder: Path, sparql: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(folder, sparql)
    assert str(caught.value).startswith("query: ")
    assert "\n" not in str(caught.value)


def test_a_query_that_takes_too_long_is_stopped(folder: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError, match="more than 1 seconds"):
        store.query(folder, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=1)
    assert time.monotonic() - begun < 10


def test_a_folder_without_graph(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"no graph\.nt"):
        store.query(tmp_path, NAMES)


@pytest.mark.parametrize(("to", "what"), [("turtle", "no triples"), ("pdf", "no such format")])
def test_forms_that_do_not_fit(folder: Path, to: str, what: str) -> None:
    with pytest.raises(QueryError, match=what):
        store.format(store.query(folder, NAMES), to)
