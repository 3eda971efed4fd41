from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kg import cli, pipeline
from kg.errors import ArticleError, KgError
from kg.types import Article, Document, Graph, Sentence, Span, Token

from . import factories


def kg(*arguments: str | Path, input: str | None = None) -> Result:
    result = CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def building(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What the pipeline is asked, and what it shall answer."""
    said = SimpleNamespace(graph=factories.sample(), errors=[], asked={})

    def build(inputs: Sequence[str], *, progress: Any, **options: Any) -> tuple[Graph, list[KgError]]:
        said.asked = {"inputs": inputs, **options}
        if progress is not None:
            progress(1, 2)
            progress(2, 2)
        return said.graph, said.errors

    monkeypatch.setattr(pipeline, "build", build)
    return said


@pytest.fixture
def output(building: SimpleNamespace, tmp_path: Path) -> Path:
    """A built folder."""
    assert kg("build", "news", "-o", tmp_path, "--quiet").exit_code == 0
    return tmp_path


def test_build_writes_the_graph_and_the_texts(building: SimpleNamespace, tmp_path: Path) -> None:
    result = kg("build", "news", "-o", tmp_path / "made")
    assert result.exit_code == 0
    assert result.stdout.startswith("2 articles, ")
    assert result.stderr == "2 of 2 articles read\n"
    made = {path.name for path in (tmp_path / "made").iterdir()}
    assert {"claims.jsonl", "entities.jsonl", "graph.ttl", "graph.html", "report.md", "documents"} <= made
    assert not {name for name in made if name.startswith(".")}
    text = (tmp_path / "made" / "documents" / "berita-1.txt").read_bytes().decode()
    assert text == factories.MEETING.text


def test_a_second_build_leaves_nothing_of_the_first(building: SimpleNamespace, output: Path) -> None:
    building.graph = factories.build([factories.DENIAL], [])
    kg("build", "news", "-o", output)
    assert [path.name for path in (output / "documents").iterdir()] == ["berita-2.txt"]


def test_articles_that_fail_are_one_line_each(building: SimpleNamespace, tmp_path: Path) -> None:
    building.errors = [ArticleError("a.txt", "cannot be read:\nnot text", "save it as UTF-8"), ArticleError("b.html", "no text")]
    result = kg("build", "news", "-o", tmp_path, "--quiet")
    assert result.exit_code == cli.FAILED
    assert result.stderr == "kg: a.txt: cannot be read: not text (save it as UTF-8)\nkg: b.html: no text\n"
    assert result.stdout == ""
    assert (tmp_path / "graph.ttl").is_file()


def test_a_build_of_nothing_spares_the_earlier_graph(building: SimpleNamespace, output: Path) -> None:
    before = (output / "graph.ttl").read_bytes()
    building.graph, building.errors = Graph(), [ArticleError("a.txt", "cannot be read")]
    assert kg("build", "news", "-o", output).exit_code == cli.FAILED
    assert (output / "graph.ttl").read_bytes() == before


def test_options_reach_the_pipeline(building: SimpleNamespace, tmp_path: Path) -> None:
    own = ("--registry", "my.csv", "--models", "mine", "--ner-model", "names.pt")
    kg("build", "a", "-", "-o", tmp_path, *own, "--min-confidence", "0.5", "--jobs", "2")
    setup = pipeline.Setup((Path("my.csv"),), Path("mine"), Path("names.pt"))
    assert building.asked == {"inputs": ["a", "-"], "setup": setup, "min_confidence": 0.5, "jobs": 2}


def test_what_stops_everything_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def build(*_: Any, **__: Any) -> None:
        raise KgError("nowhere", "there is no such file", "name one that exists")

    monkeypatch.setattr(pipeline, "build", build)
    result = kg("build", "nowhere", "-o", tmp_path)
    assert (result.exit_code, result.stderr) == (cli.WRONG, "kg: nowhere: there is no such file (name one that exists)\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build"],
        ["build", "a", "--jobs", "0"],
        ["build", "a", "--min-confidence", "2"],
        ["query"],
        ["query", "SELECT", "-f", "also.rq"],
        ["query", "SELECT", "--to", "xml"],
        ["query", "SELECT", "--graph", "nowhere"],
        ["query", "-f", "nowhere.rq"],
        ["explain", "Rusia", "--graph", "nowhere"],
        ["export", "--to", "docx"],
        ["export", "--to", "ttl", "--graph", "nowhere"],
        ["evaluate", "weather", "--data", "d"],
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments: list[str]) -> None:
    result = kg(*arguments)
    assert result.exit_code == cli.WRONG
    assert "Traceback" not in result.output


def test_query(output: Path, tmp_path: Path) -> None:
    text = "SELECT ?b WHERE { ent:budi-santoso kg:hosted ?b }"
    assert kg("query", text, "--graph", output).stdout.splitlines()[-1] == "ent:siti-rahma"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    assert kg("query", "-f", tmp_path / "q.rq", "-g", output, "--to", "csv").stdout.splitlines()[0] == "b"
    assert '"siti' not in kg("query", "-", "-g", output, "--to", "json", input="ASK { ?a kg:hosted ?b }").stdout


def test_explain_a_fact(output: Path) -> None:
    result = kg("explain", "Indonesia|sent-troops-to|Malaysia", "--graph", output)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Indonesia | sent-troops-to | Malaysia"
    assert "“Indonesia akan mengirim pasukan ke Malaysia" in lines[1]
    assert lines[2].strip() == "planned, positive, according to pejabat tanpa nama"
    assert "rule sent-troops-to/test, confidence 1.0" in lines[3]
    assert "article berita-1, characters" in lines[4]
    assert any("happened, positive, 2031-04, 1.200 pasukan" in line for line in lines)


def test_explain_an_entity_or_a_claim(output: Path) -> None:
    of_one = kg("explain", "siti rahma", "-g", output).stdout
    assert "Budi Santoso | hosted | Siti Rahma" in of_one
    assert "Siti Rahma | holds-position | menteri luar negeri" in of_one
    assert "Malaysia |" not in of_one
    claim = factories.sample().statements[0].id
    assert kg("explain", claim, "-g", output).stdout.count("claim ") == 1


def test_explain_with_a_part_left_open(output: Path) -> None:
    assert kg("explain", "|sent-troops-to|", "-g", output).stdout.count("  rule ") == 2
    assert "met-with" in kg("explain", "Budi Santoso|*|Siti Rahma", "-g", output).stdout


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("Siti Rahmah", "like it: siti rahma"),
        ("Indonesia|hosted|Malaysia", "no claim says this"),
        ("Indonesia|hosted", "write SUBJECT|RELATION|OBJECT"),
    ],
)
def test_explain_what_is_not_there(output: Path, wanted: str, message: str) -> None:
    result = kg("explain", wanted, "-g", output)
    assert result.exit_code == cli.WRONG
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_try_shows_tree_mentions_and_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    def token(index: int, start: int, text: str, head: int, deprel: str) -> Token:
        return Token(index, Span(start, start + len(text)), text, text.lower(), "X", "", head, deprel)

    def annotate(articles: list[Article]) -> Iterator[Document]:
        tree = Sentence((token(0, 0, "Indonesia", 1, "nsubj"), token(1, 10, "mengunjungi", -1, "root"), token(2, 22, "Malaysia", 1, "obj")))
        yield Document(articles[0], (tree,), ())

    def understand(document: Document) -> pipeline.Reading:
        claim = factories.claim(document.article, "Indonesia", "visited", "Malaysia")
        return pipeline.Reading([claim.subject, claim.object], [claim])

    monkeypatch.setattr(pipeline, "reader", lambda *_: SimpleNamespace(annotate=annotate, understand=understand, frames=lambda _: iter(())))
    result = kg("try", "Indonesia mengunjungi Malaysia")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "root: mengunjungi (mengunjungi, X)",
        "  nsubj: Indonesia (indonesia, X)",
        "  obj: Malaysia (malaysia, X)",
    ]
    assert "GPE       Malaysia" in result.stdout
    assert "Indonesia | visited | Malaysia\n  happened, positive\n  rule visited/test, confidence 1.00\n" in result.stdout
    assert kg("try", "-", "--conllu", input="Indonesia mengunjungi Malaysia").stdout.startswith("# text = Indonesia mengunjungi Malaysia\n")


def test_check_tells_by_its_exit_status(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import language

    monkeypatch.setattr(language, "load", lambda *_: SimpleNamespace(rules=(), examples={}, beside=frozenset()))
    sound = kg("check", "--graph", output)
    assert (sound.exit_code, sound.stdout, sound.stderr) == (0, "", "0 errors, 0 warnings\n")
    (output / "documents" / "berita-1.txt").write_text("something else", encoding="utf-8")
    broken = kg("check", "--graph", output)
    assert broken.exit_code == cli.FAILED
    assert broken.stdout.startswith("E101 The evidence is not what stands at its offsets in the article: berita-1-")
    assert "nothing built in" in kg("check", "--graph", output / "nowhere").stderr


def test_export_gives_one_format(output: Path, tmp_path: Path) -> None:
    assert kg("export", "--to", "ttl", "-g", output).stdout_bytes == (output / "graph.ttl").read_bytes()
    kg("export", "--to", "report.md", "-g", output, "-o", tmp_path / "new" / "report.md")
    assert (tmp_path / "new" / "report.md").read_bytes() == (output / "report.md").read_bytes()


def test_train_and_evaluate_hand_on_their_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kg import training

    asked: list[Any] = []
    monkeypatch.setattr(training, "run", lambda *arguments: asked.append(arguments), raising=False)
    monkeypatch.setattr(training, "evaluate", lambda data, what: iter([f"| {data.name} {what} |"]), raising=False)
    assert kg("train", "ner", "--data", "d", "--work", "w").exit_code == 0
    assert asked == [("ner", Path("d"), Path("w"))]
    assert kg("evaluate", "models", "--data", "d").stdout == "| d models |\n"


def test_training_without_its_libraries_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import training

    def run(*_: Any) -> None:
        raise ModuleNotFoundError("No module named 'gensim'", name="gensim")

    monkeypatch.setattr(training, "run", run, raising=False)
    result = kg("train", "pretrain", "--data", "d")
    assert (result.exit_code, result.stderr) == (cli.WRONG, "kg: gensim: is not installed (pip install 'kg[train]')\n")


def test_version() -> None:
    import kg as package

    assert kg("--version").stdout.strip() == package.__version__


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`kg` as a program of its own."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_help_is_quick_and_imports_nothing_slow() -> None:
    code = "import sys; sys.argv = ['kg', '--help']\nimport kg.cli\ntry: kg.cli.main()\nfinally: print(*sys.modules)"
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert time.perf_counter() - begun < 3  # 0.3 s on a quiet machine; this only catches a model or a browser page being loaded
    slow = {"torch", "stanza", "rdflib", "pyoxigraph", "pyvis", "networkx", "trafilatura", "yaml", "rich"}
    assert slow & set(done.stdout.split()) == set()


def test_a_reader_that_leaves_early_is_no_error(output: Path) -> None:
    command = f"{sys.executable} -m kg explain '||' --graph {output} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_without_a_verb_the_help_is_shown() -> None:
    done = run()
    assert "build" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
