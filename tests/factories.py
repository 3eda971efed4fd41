"""Values built by hand for the tests: small functions that fill in what a test does not care about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg import graph, ontology
from kg.types import Article, Claim, Entity, Graph, Mention, Modality, Polarity, Quantity, Span

# Who and what our invented news is about: id -> (type, name).
CAST: Mapping[str, tuple[str, str]] = {
    "indonesia": ("GPE", "Indonesia"),
    "malaysia": ("GPE", "Malaysia"),
    "jakarta": ("GPE", "Jakarta"),
    "budi-santoso": ("PER", "Budi Santoso"),
    "siti-rahma": ("PER", "Siti Rahma"),
    "kementerian-luar-negeri": ("ORG", "Kementerian Luar Negeri"),
    "kantor-berita-nusa": ("ORG", "Kantor Berita Nusa"),
    "istana-merdeka": ("FAC", "Istana Merdeka"),
    "menteri-luar-negeri": ("POSITION", "menteri luar negeri"),
    "perdagangan-beras": ("TOPIC", "perdagangan beras"),
    "pejabat-tanpa-nama": ("SOURCE", "pejabat tanpa nama"),
}


def find(article: Article, text: str, type: str | None = None) -> Mention:
    """The first mention of a text in an article, with the type that the cast gives it unless told otherwise."""
    start = article.text.index(text)
    types = {name: kind for kind, name in CAST.values()}
    return Mention(article.id, Span(start, start + len(text)), text, type or types[text])


def claim(article: Article, subject: str, relation: str, object: str, evidence: str | None = None, **slots: Any) -> Claim:
    """A claim between two names in an article; evidence: a part of its text, else all of it. place, attribution and via are names too."""
    start = article.text.index(evidence) if evidence else 0
    proof = Span(start, start + len(evidence or article.text))
    if "place" in slots:
        slots["place"] = find(article, slots["place"])
    for slot in slots.keys() & {"attribution", "via"}:
        slots[slot] = tuple(find(article, name) for name in slots[slot])
    if "content" in slots:
        begin = article.text.index(slots["content"])
        slots["content"] = Span(begin, begin + len(slots["content"]))
    sides = find(article, subject), find(article, object)
    return Claim(article.id, relation, *sides, evidence=proof, trigger=Span(proof.start, proof.start + 4), rule=f"{relation}/test", **slots)


def resolve(claims: Iterable[Claim], cast: Mapping[str, tuple[str, str]] = CAST) -> tuple[dict[str, Entity], dict[Mention, str]]:
    """Entities by the exact names of the cast, and the entity of each mention."""
    keys = {name: key for key, (_, name) in cast.items()}
    mentions = {m for c in claims for m in (c.subject, c.object, c.place, *c.attribution, *c.via) if m is not None}
    entity_of = {m: keys[m.text] for m in mentions}
    by_key = {key: tuple(sorted(m for m in mentions if entity_of[m] == key)) for key in cast}
    return {key: Entity(key, *cast[key], mentions=found) for key, found in by_key.items() if found}, entity_of


def build(articles: Iterable[Article], claims: Iterable[Claim]) -> Graph:
    articles, claims = list(articles), list(claims)
    return graph.assemble(articles, claims, *resolve(claims), ontology.load())


MEETING = Article(
    "berita-1",
    "Budi Santoso menerima kunjungan Siti Rahma di Istana Merdeka. Indonesia akan mengirim pasukan ke Malaysia, kata pejabat tanpa nama.",
    title="Pertemuan di Istana",
    publisher="Kantor Berita Nusa",
    published="2031-05-02",
)
DENIAL = Article(
    "berita-2",
    "Indonesia telah mengirim 1.200 pasukan ke Malaysia, lapor Kantor Berita Nusa. Indonesia tidak bekerja sama militer dengan Malaysia. "
    "Siti Rahma menjabat menteri luar negeri. Budi Santoso dan Siti Rahma bertemu. Malaysia menandatangani perjanjian dengan Indonesia.",
)


def sample_claims() -> list[Claim]:
    """One of each kind: asserted, planned, denied, symmetric, with a super-relation, with every slot."""
    first, second = MEETING.text.split(". ")
    a, b, c, d, e = DENIAL.text.split(". ")
    return [
        claim(MEETING, "Budi Santoso", "hosted", "Siti Rahma", first, place="Istana Merdeka", date="2031-05-01"),
        claim(MEETING, "Indonesia", "sent-troops-to", "Malaysia", second, modality=Modality.PLANNED, attribution=["pejabat tanpa nama"]),
        claim(
            DENIAL,
            "Indonesia",
            "sent-troops-to",
            "Malaysia",
            a,
            date="2031-04",
            quantity=Quantity(1200, "pasukan", "exact", "1.200 pasukan"),
            via=["Kantor Berita Nusa"],
            content="1.200 pasukan",
            confidence=0.9,
        ),
        claim(DENIAL, "Indonesia", "cooperated-militarily-with", "Malaysia", b, polarity=Polarity.NEGATIVE),
        claim(DENIAL, "Siti Rahma", "holds-position", "menteri luar negeri", c),
        claim(DENIAL, "Budi Santoso", "met-with", "Siti Rahma", d, date="2031-05-01"),
        claim(DENIAL, "Malaysia", "signed-agreement-with", "Indonesia", e),
    ]


def sample() -> Graph:
    return build([MEETING, DENIAL], sample_claims())
