"""read: files -> Articles, with their zones.

Offsets are those of the text as read with `newline=""`, without a byte order mark; for HTML, those of the article text that was extracted.
"""

from __future__ import annotations

import csv
import glob
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg import _zones, dates
from kg.errors import ArticleError
from kg.types import Article

STDIN = Path("-")
LONGEST = 2_000_000         # characters of one article
LARGEST = 10_000_000        # bytes of a file that holds one article
TEXT_FIELDS, ID_FIELDS, TITLE_FIELDS = ("text", "content", "body"), ("id",), ("title",)
URL_FIELDS, PUBLISHER_FIELDS, DATE_FIELDS = ("url",), ("publisher",), ("date", "published")
FOLDER_SKIPS = {"readme.md"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f]")
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
AS_TEXT = "save it as plain text in UTF-8"


# --- which files ---------------------------------------------------------------------------------------------------------------------

def find(inputs: Sequence[str | Path]) -> list[Path]:
    """The article files that are meant, each once, sorted by name.

    Args:
        inputs: files; folders, searched to the bottom but for README.md and hidden files; globs; `-` for standard input.

    Raises:
        ArticleError: an input that names no article file.
    """
    found: dict[Path, Path] = {}
    for wanted in inputs:
        try:
            paths = [STDIN] if str(wanted) == "-" else _meant(Path(wanted))
        except (OSError, ValueError) as problem:
            raise ArticleError(wanted, "cannot be opened", getattr(problem, "strerror", None) or str(problem)) from problem
        for path in paths:
            found.setdefault(path.resolve() if path != STDIN else path, path)
    return sorted(found.values(), key=lambda path: (path.name, path.as_posix()))


def _meant(wanted: Path) -> list[Path]:
    if wanted.is_file():
        if wanted.suffix.lower() not in READERS:
            raise ArticleError(wanted, f"files of the kind {wanted.suffix or '(no suffix)'} are not read", f"known are {' '.join(READERS)}")
        return [wanted]
    if wanted.is_dir():
        paths = list(_below(wanted))
        if not paths:
            raise ArticleError(wanted, "the folder holds no article", f"files must end in one of {' '.join(READERS)}")
        return paths
    matches = [Path(match) for match in glob.glob(str(wanted), recursive=True)]
    paths = [path for match in matches for path in (_below(match) if match.is_dir() else [match]) if _is_article(path)]
    if not paths:
        raise ArticleError(wanted, "no such file or folder", "check the spelling, and that the files end in one of " + " ".join(READERS))
    return paths


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in names if _is_article(path := Path(here, name)))


def _is_article(path: Path) -> bool:
    return path.suffix.lower() in READERS and path.name.lower() not in FOLDER_SKIPS and not path.name.startswith(".") and path.is_file()


# --- reading ---------------------------------------------------------------------------------------------------------------------------

def read(path: Path) -> list[Article]:
    """The articles of one file; `-` is standard input. Raises ArticleError at the first that cannot be read."""
    return _all(scan(path))


def read_stream(text: str, name: str = "stdin") -> list[Article]:
    """An article that came from elsewhere: its text, and the id it shall have. Raises ArticleError."""
    return _all(_text(text, name, name))


def scan(path: Path) -> Iterator[Article | ArticleError]:
    """The articles of one file, and an error in place of each that cannot be read, so that one bad record costs no other."""
    if path == STDIN:
        yield from _decoded(sys.stdin.buffer.read(), "standard input", lambda text: _text(text, "stdin", "standard input"))
        return
    reader, many = READERS.get(path.suffix.lower(), (_text, False))
    try:
        if not many and path.stat().st_size > LARGEST:
            yield ArticleError(path, f"is larger than {LARGEST // 1_000_000} MB", "give one article a file")
            return
        raw = path.read_bytes()
    except OSError as problem:
        yield ArticleError(path, "cannot be read", problem.strerror or type(problem).__name__)
        return
    yield from _decoded(raw, path, lambda text: reader(text, path.stem, path))


def read_all(paths: Iterable[Path]) -> Iterator[Article | ArticleError]:
    """The articles of many files, and an error in place of each that cannot be read or whose id an earlier one has."""
    first: dict[str, Path] = {}
    for path in paths:
        for outcome in scan(path):
            if isinstance(outcome, Article) and outcome.id in first:
                yield ArticleError(path, f"{first[outcome.id]} has an article called {outcome.id!r} too", "rename one of the two files")
                continue
            if isinstance(outcome, Article):
                first[outcome.id] = path
            yield outcome


Reader = Callable[[str, str, object], Iterator["Article | ArticleError"]]       # of the text, the id or its stem, and the place for errors


def _all(outcomes: Iterable[Article | ArticleError]) -> list[Article]:
    articles = []
    for outcome in outcomes:
        if isinstance(outcome, ArticleError):
            raise outcome
        articles.append(outcome)
    return articles


def _decoded(raw: bytes, where: object, reader: Callable[[str], Iterator[Article | ArticleError]]) -> Iterator[Article | ArticleError]:
    try:
        text = _decode(raw, where)
    except ArticleError as error:
        yield error
    else:
        yield from reader(text)


def _decode(raw: bytes, where: object) -> str:
    """UTF-8; UTF-16 that says so; the encoding an HTML page names; and Windows-1252, if that gives something that looks like text."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in raw:
        raise ArticleError(where, "is not text", AS_TEXT)
    else:
        named = CHARSET.search(raw[:4096])
        encodings = ["utf-8-sig", *([named[1].decode("ascii", "replace")] if named else []), "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if encoding != "cp1252" or _looks_like_text(text):
            return text
    raise ArticleError(where, "is not UTF-8 text", AS_TEXT)


def _looks_like_text(text: str) -> bool:
    """Few letters beyond ASCII, and nothing that no one types."""
    return not CONTROL.search(text) and sum(c > "\x7f" for c in text) <= len(text) / 20


def _text(text: str, id: str, where: object) -> Iterator[Article | ArticleError]:
    yield _article(Article(id, text), where)


def _html(page: str, id: str, where: object) -> Iterator[Article | ArticleError]:
    import trafilatura

    limits = {"extensive_search": False, "original_date": True, "max_date": "2200-01-01"}       # a date that the page states, no guess
    try:
        found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=limits)
    except (ValueError, RecursionError, AttributeError, TypeError):     # what hostile pages are known to bring about
        found = None
    text = (getattr(found, "text", None) or "").strip()
    if not found or not text:
        yield ArticleError(where, "has no article text that can be told from its surroundings", "save the text of the article as .txt")
        return
    site = getattr(found, "sitename", None) or getattr(found, "hostname", None)
    yield _article(Article(id, text, getattr(found, "title", None), getattr(found, "url", None), site, getattr(found, "date", None)), where)


def _jsonl(text: str, stem: str, where: object) -> Iterator[Article | ArticleError]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from _json_record(line, number, f"{where}, line {number}", stem)


def _json_record(line: str, number: int, place: str, stem: str) -> Iterator[Article | ArticleError]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        yield ArticleError(place, f"is not JSON: {getattr(problem, 'msg', 'too deep')}", "one object a line")
    else:
        yield _record(row, stem, number, place)


def _json(text: str, stem: str, where: object) -> Iterator[Article | ArticleError]:
    """One object, a list of objects, or JSON Lines under the wrong name."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as problem:
        if text.count("\n") and _is_json(text.split("\n")[0]):
            yield from _jsonl(text, stem, where)
        else:
            place = f"{where}, line {getattr(problem, 'lineno', 1)}"
            yield ArticleError(place, f"is not JSON: {getattr(problem, 'msg', 'too deep')}", "an object with text, or a list of them")
        return
    if isinstance(content, list):
        yield from (_record(row, stem, number, f"{where}, record {number}") for number, row in enumerate(content, 1))
    else:
        yield _record(content, stem, None, where)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _csv(text: str, stem: str, where: object) -> Iterator[Article | ArticleError]:
    csv.field_size_limit(max(csv.field_size_limit(), 4 * LONGEST))
    head = text[: text.find("\n") + 1 or len(text)]
    mark = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for number, row in enumerate(rows, 1):
            yield _record(row, stem, number, f"{where}, line {rows.line_num}")
    except csv.Error as problem:
        yield ArticleError(f"{where}, line {rows.line_num}", f"is not CSV: {problem}", "quote fields that hold quotes or line ends")


def _record(row: object, stem: str, number: int | None, where: object) -> Article | ArticleError:
    """An article from the fields of a record."""
    if not isinstance(row, Mapping):
        return ArticleError(where, "is no object with fields", f"name the text {_list(TEXT_FIELDS)}")
    fields = {str(key).strip().lower(): value for key, value in row.items()}
    text = _field(fields, TEXT_FIELDS)
    if text is None:
        there = ", ".join(sorted(filter(None, fields))[:8]) or "none"
        return ArticleError(where, f"has no text (its fields: {there})", f"name the text {_list(TEXT_FIELDS)}")
    key = _field(fields, ID_FIELDS) or (str(number) if number else "")
    id = "-".join(filter(None, (stem, re.sub(r"[^\w.]+", "-", key).strip("-."))))
    title, url, publisher, date = (_field(fields, names) for names in (TITLE_FIELDS, URL_FIELDS, PUBLISHER_FIELDS, DATE_FIELDS))
    return _article(Article(id, text, title, url, publisher, _iso(date or "")), where)


def _field(fields: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """The first of these fields that holds something."""
    values = (fields.get(name) for name in names)
    return next((str(v) for v in values if isinstance(v, str | int | float) and str(v).strip()), None)


def _list(names: Sequence[str]) -> str:
    return " or ".join(names)


READERS: dict[str, tuple[Reader, bool]] = {     # by suffix; does a file hold many articles?
    ".txt": (_text, False), ".md": (_text, False), ".html": (_html, False), ".htm": (_html, False),
    ".jsonl": (_jsonl, True), ".json": (_json, True), ".csv": (_csv, True),
}


# --- what a text says of itself --------------------------------------------------------------------------------------------------------

@cache
def _date_words() -> dates.DateWords:
    return dates.DateWords.load()


def _article(raw: Article, where: object) -> Article | ArticleError:
    """The article with its zones and with what its own lines say of title, publisher and day; or why it is none."""
    words = _zones.load()
    if problem := _fault(raw.text, words):
        return ArticleError(where, *problem)
    layout = _zones.find(raw.text, raw.title, words)
    title = raw.title or (layout.headline.of(raw.text) if layout.headline else None)
    published = raw.published or (_iso(layout.dated.of(raw.text)) if layout.dated else None)
    return Article(raw.id, raw.text, title, raw.url, raw.publisher or layout.publisher, published, layout.zones)


def _fault(text: str, words: _zones.ZoneWords) -> tuple[str, str] | None:
    """What keeps a text from being an Indonesian article, and the cure."""
    if not text.strip("\ufeff\u200b \t\r\n\v\f\xa0"):
        return "is empty", "give it the text of an article"
    if len(text) > LONGEST:
        return f"is longer than {LONGEST:,} characters", "give one article a file"
    if UNWRITABLE.search(text):
        return "is not text", AS_TEXT
    if _zones.is_foreign(text, words):
        return "does not look like Indonesian", "only Indonesian articles can be read"
    return None


def _iso(text: str) -> str | None:
    """The first full date of a line or field."""
    return next((d.value for d in dates.find(text, None, _date_words()) if len(d.value) == len("2024-11-16")), None)
