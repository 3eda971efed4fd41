"""The `kg` verbs. What takes long to import is imported by the verb that needs it, so that `kg --help` answers at once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from kg.errors import KgError, QueryError

if TYPE_CHECKING:
    from kg.pipeline import Setup
    from kg.types import Graph

FAILED, WRONG = 1, 2  # exit statuses: some articles failed or a check found an error; wrong usage
_LINE_EVERY = 100  # articles between two lines of progress when nobody watches


class _Verbs(TyperGroup):
    """All verbs: an error that the user can mend is one line."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            _complain(error)
            raise typer.Exit(WRONG) from error


app = typer.Typer(cls=_Verbs, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Output = Annotated[Path, typer.Option("--graph", "-g", help="The folder that `kg build` wrote.")]
Registries = Annotated[list[Path] | None, typer.Option("--registry", help="A registry table (CSV) of your own; may be given again.")]
Models = Annotated[Path | None, typer.Option("--models", help="A Stanza model directory of your own, in place of the shipped one.")]
NerModel = Annotated[
    Path | None, typer.Option("--ner-model", help="Another model for names: one of Stanza's (.pt) or the folder of a Hugging Face one.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")]
Data = Annotated[Path, typer.Option(help="The folder of treebanks, names and raw text.")]


def main() -> None:
    """The console script."""
    # Before torch is imported: with more threads than idle cores it waits for itself.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and stop.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log to standard error, with the traceback of every article that failed.")] = False,
) -> None:
    """Indonesian news into a knowledge graph."""
    if debug:
        import logging

        logging.basicConfig(format="%(name)s: %(message)s")
        logging.getLogger("kg").setLevel(logging.DEBUG)


@app.command(no_args_is_help=True)
def build(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders and globs; - for standard input.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write; made if missing.")] = Path("output"),
    registry: Registries = None,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out claims that are less sure.")] = 0.0,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that read articles, one core each.")] = 1,
    folder: Models = None,
    ner_model: NerModel = None,
    quiet: Quiet = False,
) -> None:
    """Turn articles into a graph, in every format."""
    from kg import export, ontology, pipeline

    with _progress(quiet) as progress:
        setup = _setup(registry, folder, ner_model)
        graph, errors = pipeline.build(inputs, setup=setup, jobs=jobs, min_confidence=min_confidence, progress=progress)
    for error in errors:
        _complain(error)
    if graph.articles or not errors:  # a graph of nothing must not take the place of an earlier one
        export.write(graph, output, ontology.load())
        _keep_texts(graph, output / "documents")
        if not quiet:
            counts = ((len(graph.articles), "articles"), (len(graph.entities), "entities"), (len(graph.facts), "facts"))
            typer.echo(", ".join(f"{number} {noun}" for number, noun in counts) + f" in {output}")
    raise typer.Exit(FAILED if errors else 0)


@app.command(no_args_is_help=True)
def query(
    select: Annotated[str | None, typer.Argument(metavar="SPARQL", help="The query; - for standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="A file that holds the query.")] = None,
    graph: Output = Path("output"),
    to: Annotated[Literal["table", "csv", "json", "turtle"], typer.Option(help="How to print the answer.")] = "table",
    timeout: Annotated[float, typer.Option(min=0.0, help="Seconds after which the query is stopped.")] = 30.0,
) -> None:
    """Ask a built graph, in SPARQL 1.1."""
    from kg import store

    typer.echo(store.format(store.query(graph, _query_text(select, file), timeout), to), nl=False)


def _query_text(select: str | None, file: Path | None) -> str:
    if (select is None) == (file is None):
        raise typer.BadParameter("give a query or -f FILE, and not both")
    if file is None:
        return sys.stdin.read() if select == "-" else str(select)
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(file, "cannot be read", str(error)) from error


@app.command(no_args_is_help=True)
def explain(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="SUBJECT|RELATION|OBJECT, the id of a claim, or an entity by id or name.")],
    graph: Output = Path("output"),
) -> None:
    """Print every claim behind a fact, with its sentence."""
    from kg import built
    from kg import explain as why

    there = built.load(graph)
    _print(why.identity(there, fact))
    _print(why.lines(why.find(there, fact)))


@app.command("try", no_args_is_help=True)
def try_(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="Any Indonesian text; - for standard input.")],
    registry: Registries = None,
    folder: Models = None,
    ner_model: NerModel = None,
    conllu: Annotated[bool, typer.Option("--conllu", help="Print the syntax as CoNLL-U and stop.")] = False,
) -> None:
    """Print the tree, frames, mentions and claims of a sentence."""
    from kg import conllu as format
    from kg import explain as why
    from kg import pipeline
    from kg.types import Article

    text = sys.stdin.read() if sentence == "-" else sentence
    reader = pipeline.reader(_setup(registry, folder, ner_model))
    for document in reader.annotate([Article("try", text)]):
        if conllu:
            typer.echo(format.dumps(document), nl=False)
            continue
        reading = reader.understand(document)
        _print(line for s in document.sentences for line in why.tree(s))
        _print(["", *(line for row, frames in reader.frames(document) for line in why.row_lines(row, frames))])
        _print(["", *map(why.mention_line, reading.mentions)] if reading.mentions else ["", "no mention"])
        _print(["", *(line for claim in reading.claims for line in why.claim_lines(claim))] if reading.claims else ["", "no claim"])


@app.command()
def check(graph: Output = Path("output")) -> None:
    """Check the rules, the ontology and a built graph.

    Exit status 1 if something is wrong. If nothing has been built, the rest is checked.
    """
    from kg import built, language, ontology
    from kg import check as checks

    words = language.load()
    there = built.load(graph) if (graph / "claims.jsonl").is_file() else None
    found = checks.run(checks.Checked(ontology.load(), words.rules, words.examples, there, words.beside))
    _print(map(str, found))
    wrong = sum(finding.is_error for finding in found)
    typer.echo(f"{wrong} errors, {len(found) - wrong} warnings" + ("" if there else f"; nothing built in {graph}"), err=True)
    raise typer.Exit(FAILED if wrong else 0)


@app.command()
def export(
    to: Annotated[str, typer.Option("--to", help="A format by its suffix (ttl, graphml, html, ...) or file name.")],
    graph: Output = Path("output"),
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; standard output if not given.")] = None,
) -> None:
    """Give a built graph in one format."""
    from kg import export as formats
    from kg import pipeline

    name = pipeline.format_of(to)
    if name is None:
        raise typer.BadParameter(f"no format {to!r}; there is: {', '.join(formats.FORMATS)}")
    if not (graph / name).is_file():
        raise KgError(graph / name, "there is no such file", f"run `kg build INPUT -o {graph}` first")
    content = (graph / name).read_bytes()
    if output is None:
        typer.echo(content, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)


@app.command(no_args_is_help=True)
def train(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="One model, or `all` in the order that they need.")],
    data: Data,
    work: Annotated[Path, typer.Option(help="The folder for what is made on the way.")] = Path("build/training"),
) -> None:
    """Train the models anew (extra `train`)."""
    with _extra("train"):
        from kg import training

        training.run(model, data, work)


@app.command(no_args_is_help=True)
def evaluate(
    what: Annotated[Literal["models", "rules"], typer.Argument(help="What to measure.")],
    data: Data,
) -> None:
    """Measure the shipped models, or print what the rules find on the treebanks."""
    with _extra("train"):
        from kg import training

        _print(training.evaluate(data, what))


def _setup(registries: list[Path] | None, folder: Path | None, ner_model: Path | None) -> Setup:
    from kg import models, pipeline

    return pipeline.Setup(tuple(registries or ()), folder or models.FOLDER, ner_model)


@contextmanager
def _extra(name: str) -> Iterator[None]:
    """What runs within needs an extra of the package."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise KgError(error.name, "is not installed", f"pip install 'kg[{name}]'") from error


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _complain(error: KgError) -> None:
    typer.echo(f"kg: {' '.join(str(error).split())}", err=True)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal, a line now and then elsewhere, nothing if quiet."""
    if quiet:
        yield None
    elif not sys.stderr.isatty():
        yield _line
    else:
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("reading articles", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(done: int, total: int) -> None:
    if done == total or done % _LINE_EVERY == 0:
        typer.echo(f"{done} of {total} articles read", err=True)


def _keep_texts(graph: Graph, folder: Path) -> None:
    """The articles as they were read, which is what offsets count in; the folder appears whole, in place of an earlier one."""
    part, old = (folder.with_name(f".{folder.name}.{os.getpid()}.{kind}") for kind in ("part", "old"))
    part.mkdir(parents=True)
    try:
        for article in graph.articles.values():
            (part / f"{article.id}.txt").write_text(article.text, encoding="utf-8", newline="")
        if folder.exists():
            folder.rename(old)
        part.rename(folder)
    finally:
        for leftover in (part, old):
            shutil.rmtree(leftover, ignore_errors=True)
