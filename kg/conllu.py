"""Sentences and names to CoNLL-U and back: the fixtures of the tests, and what `kg try` prints.

Offsets stand in the MISC column as `start_char=` and `end_char=`, names as `ner=B-PER` (Stanza's own notation).
"""

from collections.abc import Iterable, Iterator

from kg.types import Article, Document, Name, Sentence, Span, Token


def dumps(document: Document) -> str:
    """A document as CoNLL-U, with its text in the first comment of each sentence."""
    return "".join(_sentence(s, document) for s in document.sentences)


def _sentence(sentence: Sentence, document: Document) -> str:
    text = sentence.span.of(document.article.text).replace("\n", " ")
    rows = [f"# text = {text}", f"# start_char = {sentence.span.start}"]
    for t in sentence.tokens:
        misc = f"start_char={t.span.start}|end_char={t.span.end}" + _bio(t, document.names)
        rows.append(
            "\t".join((str(t.index + 1), t.text, t.lemma or "_", t.upos, "_", t.feats or "_", str(t.head + 1), t.deprel, "_", misc))
        )
    return "\n".join(rows) + "\n\n"


def _bio(token: Token, names: Iterable[Name]) -> str:
    name = next((n for n in names if token.span in n.span), None)
    return "" if name is None else f"|ner={'B' if token.span.start == name.span.start else 'I'}-{name.type}"


def loads(text: str, id: str = "conllu") -> Document:
    """The document of a CoNLL-U text. Without offsets in MISC, words are laid out with single blanks."""
    sentences: list[Sentence] = []
    names: list[Name] = []
    written: list[str] = []
    at = 0
    for rows in _blocks(text):
        tokens: list[Token] = []
        for row in rows:
            misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
            start = int(misc.get("start_char", at))
            span = Span(start, int(misc.get("end_char", start + len(row[1]))))
            written.append(" " * (span.start - sum(map(len, written))) + row[1] if span.start >= sum(map(len, written)) else "")
            at = span.end + (0 if "SpaceAfter=No" in row[9] else 1)
            tokens.append(
                Token(
                    len(tokens),
                    span,
                    row[1],
                    row[2] if row[2] != "_" else "",
                    row[3],
                    row[5] if row[5] != "_" else "",
                    int(row[6]) - 1,
                    row[7],
                )
            )
            _extend(names, span, misc.get("ner", "O"))
        sentences.append(Sentence(tuple(tokens)))
    return Document(Article(id, "".join(written)), tuple(sentences), tuple(names))


def _blocks(text: str) -> Iterator[list[list[str]]]:
    for block in text.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        yield [row for row in rows if row[0].isdigit()]


def _extend(names: list[Name], span: Span, tag: str) -> None:
    if tag.startswith("B-"):
        names.append(Name(span, tag[2:]))
    elif tag.startswith("I-") and names:
        names[-1] = Name(Span(names[-1].span.start, span.end), names[-1].type)
