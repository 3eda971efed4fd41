"""Everything can say why: the claims behind a fact, and what a sentence was understood to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from kg import chunks
from kg.built import Built, Row
from kg.errors import QueryError
from kg.frames import Frame
from kg.rules import Rule
from kg.status import Status
from kg.types import Claim, Mention, Sentence, Token

ANY = ("", "*")


def find(built: Built, wanted: str) -> list[Row]:
    """The claims that a few words ask for, in the order of the file.

    Args:
        built: the folder that was built.
        wanted: `SUBJECT|RELATION|OBJECT`, in which a part left empty or written `*` stands for any; or the id of a claim; or an entity.
            Entities go by id, name or alias, in capitals or not.

    Raises:
        QueryError: nothing is called so.
    """
    if "|" not in wanted:
        return [row for row in built.claims if row["id"] == wanted] or _about(built, wanted)
    subject, relation, object = _parts(wanted)
    found = [row for row in built.claims if relation in (*ANY, row["relation"])]
    for side, name in (("subject", subject), ("object", object)):
        ids = None if name in ANY else _ids(built, name)
        found = [row for row in found if ids is None or row[side]["id"] in ids]
    if not found:
        raise QueryError(wanted, "no claim says this", "leave a part empty to see what is said of the others")
    return found


def _parts(wanted: str) -> list[str]:
    parts = [part.strip() for part in wanted.split("|")]
    if len(parts) != 3:
        raise QueryError(wanted, "not a fact", "write SUBJECT|RELATION|OBJECT")
    return parts


def _about(built: Built, name: str) -> list[Row]:
    ids = _ids(built, name)
    return [row for row in built.claims if {row["subject"]["id"], row["object"]["id"]} & ids]


def _ids(built: Built, name: str) -> set[str]:
    """The entities that go by this name; a name may be shared."""
    names: dict[str, set[str]] = {}
    for key, row in built.entities.items():
        for known in (key, row["name"], *row["aliases"]):
            names.setdefault(known.casefold(), set()).add(key)
    if (folded := name.casefold()) in names:
        return names[folded]
    near = get_close_matches(folded, names, n=3)
    raise QueryError(name, "no entity and no claim is called so", f"like it: {', '.join(near)}" if near else "see entities.jsonl")


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Claims as text, under a heading for each fact."""
    facts: dict[str, list[Row]] = {}
    for row in rows:
        facts.setdefault(f"{row['subject']['name']} | {row['relation']} | {row['object']['name']}", []).append(row)
    for fact, claims in facts.items():
        yield fact
        for row in claims:
            yield from (f"  {line}" for line in _claim(row))


def identity(built: Built, name: str) -> Iterator[str]:
    """What an entity is, and by which rule each of its forms was taken for it; nothing if no entity is called so."""
    if "|" in name or any(row["id"] == name for row in built.claims):
        return
    for key in sorted(_ids(built, name)):
        row = built.entities[key]
        yield f"{row['name']} ({row['type']}, {key})"
        forms: dict[tuple[str, str], set[str]] = {}
        for mention in row["mentions"]:
            forms.setdefault((mention["text"], mention.get("rule", "")), set()).add(mention["document"])
        for (text, rule), documents in sorted(forms.items()):
            yield f"  “{' '.join(text.split())}”" + (f" by {rule}" if rule else "") + f" in {', '.join(sorted(documents))}"


def _claim(row: Row) -> Iterator[str]:
    evidence, quantity = row["evidence"], row["quantity"]
    yield f"“{' '.join(evidence['text'].split())}”"
    said = [row["modality"], row["polarity"], row["date"], row["place"] and f"in {row['place']['name']}", quantity and quantity["text"]]
    speakers = ", ".join(speaker["name"] for speaker in row["attribution"])
    yield "  " + ", ".join(str(part) for part in (*said, speakers and f"according to {speakers}") if part)
    yield f"  rule {row['rule']}, confidence {row['confidence']}, claim {row['id']}"
    yield f"  article {row['document']}, characters {evidence['start']} to {evidence['end']}"


def tree(sentence: Sentence) -> Iterator[str]:
    """A sentence's syntax, a word a line, each below the word it depends on."""

    def below(token: Token, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{token.deprel}: {token.text} ({token.lemma}, {token.upos})"
        for child in sentence.children(token):
            yield from below(child, depth + 1)

    for token in sentence.tokens:
        if token.head < 0:
            yield from below(token, 0)


def mention_line(mention: Mention) -> str:
    """One mention: its type, its text and what is known of it."""
    known = [mention.sense and mention.sense.value, mention.parts and "with " + ", ".join(part.text for part in mention.parts)]
    return "  ".join([f"{mention.type:<8}", mention.text, *(f"({part})" for part in known if part)])


def row_lines(row: chunks.Row, frames: Iterable[tuple[Rule, Frame, Status]]) -> Iterator[str]:
    """What the rules see of a sentence: its chunks, and a frame for each predicate that a rule knows."""
    shown = (f"{c.kind}[{' '.join(t.text for t in row.sentence.tokens[c.first : c.last + 1])}]" for c in row.chunks)
    yield " ".join(shown)
    for rule, frame, status in frames:
        trigger = " ".join(row.words[frame.first : frame.last + 1])
        slots = "; ".join(
            f"{slot}: {', '.join(' '.join(row.words[p.first : p.last + 1]) for p in group)}" for slot, group in sorted(frame.slots.items())
        )
        yield f"  {trigger} ({frame.voice}, {rule.name}, {status.modality}, {status.polarity})  {slots}"


def claim_lines(claim: Claim) -> Iterator[str]:
    """One claim before its mentions became entities."""
    yield f"{claim.subject.text} | {claim.relation} | {claim.object.text}"
    place, quantity = claim.place and f"in {claim.place.text}", claim.quantity and claim.quantity.text
    said = [claim.modality.value, claim.polarity.value, claim.date, place, quantity]
    speakers = ", ".join(m.text for m in (*claim.attribution, *claim.via))
    yield "  " + ", ".join(str(part) for part in (*said, speakers and f"according to {speakers}") if part)
    yield f"  rule {claim.rule}, confidence {claim.confidence:.2f}"
