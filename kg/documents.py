"""Articles to documents: the only stage that knows Stanza.

An article is cut into lines first, since a line of a news page ends a sentence whether or not it has a full stop; the pieces of many
articles go through the models in one batch. Characters that confuse a tokenizer are changed in the copy that the models see, never in
the article, and a map of offsets brings every word back to its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg import spelling as words
from kg.spelling import AS_WRITTEN, IsName, Spelling
from kg.types import Article, Document, Name, Sentence, Span, Token

if TYPE_CHECKING:
    import stanza

BATCH = 32  # articles that go through the models together
LONGEST = 1200  # characters of a piece: memory grows with the square of a sentence's length
_LINE = re.compile(r"[^\r\n]+")
_STOP = re.compile(r"[.!?][\"”’)]*\s+")
_BLANKED = re.compile(
    "[\u200b-\u200f\u2060\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u00a0\u00ad\u2022\u25cf\u25aa]|"
    r"\u00c2(?!\w)|\u00e2(?!\w)"  # what is left of a no-break space or a quotation mark that was read as Latin-1
)
_DASHED = re.compile(r"(?<=[^\W\d_])\u00e2(?=[A-Z])")  # ... and of a dash between two names
_GLUED = re.compile(
    r"(?<=[a-z]{2})(?=\d{1,2}\. ?[A-Z])|"  # Thailand2. Korea Utara3. Vietnam: the next line of a list
    r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])|"  # selesai.Kemudian
    r"(?<=[A-Z]{4})(?=[A-Z][a-z]{3})|"  # NUGROHOPenggalangan: a photographer and a sentence
    r"(?<=[^\W\d_])(?=[–—][A-Z])|(?<=[^\W\d_][–—])(?=[A-Z])|"  # Moskow–Pyongyang
    r"(?<=[A-Z]{2})(?=/[A-Za-z])|(?<=[A-Z]{2}/)(?=[A-Za-z])|"  # REUTERS/KCNA
    r"(?<=[^\W\d_]{3})(?=- [A-Z])|(?<=\.com)(?=[A-Z])"  # KOMPAS.com- Presiden, KOMPAS.comPresiden
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[A-Z])")
_SHORTEST = 4  # letters of a name that an article itself shows to be one: Al-Qaeda is one name
_AROUND = 40  # characters on each side of a hyphen among which the two names are looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article as the models see it; `offsets[i]` is the place of character i in the article."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def annotate(articles: Iterable[Article], nlp: stanza.Pipeline, spelling: Spelling = AS_WRITTEN) -> Iterator[Document]:
    """The articles with their syntax and names, in the order given.

    Args:
        nlp: a pipeline from tokenizer to NER, such as `kg.models.pipeline()`.
    """
    waiting = iter(articles)
    while batch := list(islice(waiting, BATCH)):
        pieces = [(article, piece) for article in batch for piece in cut(article.text, spelling)]
        parsed = iter(nlp.bulk_process([piece.text for _, piece in pieces])) if pieces else iter(())
        found: dict[str, list[tuple[Piece, Any]]] = {article.id: [] for article in batch}
        for article, piece in pieces:
            found[article.id].append((piece, next(parsed)))
        yield from (_document(article, found[article.id]) for article in batch)


def cut(text: str, spelling: Spelling = AS_WRITTEN) -> Iterator[Piece]:
    """The lines of a text, none longer than `LONGEST` characters, made fit for the tokenizer."""
    names = words.names_in(text)
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > LONGEST:
            window = text[start : start + LONGEST]
            stops = [m.end() for m in _STOP.finditer(window)]
            size = stops[-1] if stops else window.rfind(" ") + 1 or LONGEST
            yield from _fit(text, start, start + size, spelling, names)
            start += size
        yield from _fit(text, start, end, spelling, names)


def _fit(text: str, start: int, end: int, spelling: Spelling, names: frozenset[str]) -> Iterator[Piece]:
    raw = _BLANKED.sub(" ", _DASHED.sub("–", text[start:end]))
    if not raw.strip():
        return
    gaps = {m.start() for m in _GLUED.finditer(raw)}
    for hyphen in _HYPHEN.finditer(raw):
        if _joins_names(raw, hyphen.start(), spelling.joined) or _joins_two(raw, hyphen.start(), names):
            gaps |= {hyphen.start(), hyphen.end()}
    gaps |= set(words.gaps(raw, names, spelling))
    letters: list[str] = []
    offsets: list[int] = []
    for i, letter in enumerate(raw):
        if i in gaps:
            letters.append(" ")
            offsets.append(start + i)
        letters.append(letter)
        offsets.append(start + i)
    yield Piece("".join(letters), tuple(offsets))


def _joins_names(text: str, hyphen: int, is_name: IsName) -> bool:
    """Does this hyphen stand between two names of one to three words?"""
    before = re.split(r"[^\w.]+", text[max(0, hyphen - _AROUND) : hyphen])[-3:]
    after = re.split(r"[^\w.]+", text[hyphen + 1 : hyphen + _AROUND])[:3]
    return any(is_name(" ".join(before[i:])) for i in range(len(before))) and any(
        is_name(" ".join(after[: i + 1]).rstrip(".")) for i in range(len(after))
    )


def _joins_two(text: str, hyphen: int, names: frozenset[str]) -> bool:
    """Does each side of this hyphen stand alone elsewhere in the article: pertemuan Putin-Witkoff?"""
    before, after = re.search(r"\w+$", text[:hyphen]), re.match(r"\w+", text[hyphen + 1 :])
    sides = [match[0] for match in (before, after) if match and len(match[0]) >= _SHORTEST and match[0] in names]
    return len(set(sides)) == 2


def _document(article: Article, parsed: list[tuple[Piece, Any]]) -> Document:
    sentences, names = [], []
    for piece, result in parsed:
        sentences += [_sentence(piece, s) for s in result.sentences]
        names += [Name(piece.span(e.start_char, e.end_char), e.type) for e in result.ents]
    return Document(article, tuple(sentences), tuple(names))


def _sentence(piece: Piece, sentence: Any) -> Sentence:
    words = [(word, span) for token in sentence.tokens for word, span in _words(piece, token)]
    return Sentence(
        tuple(
            Token(
                i, span, word.text, word.lemma or word.text, word.upos or "X", word.feats or "", (word.head or 0) - 1, word.deprel or "dep"
            )
            for i, (word, span) in enumerate(words)
        )
    )


def _words(piece: Piece, token: Any) -> Iterator[tuple[Any, Span]]:
    """The words of a written token, each with its own letters if together they spell the token."""
    at = token.start_char
    spelled = "".join(w.text for w in token.words) == token.text
    for word in token.words:
        yield word, piece.span(at, at + len(word.text)) if spelled else piece.span(token.start_char, token.end_char)
        at += len(word.text)
