"""What names state by standing side by side, without a predicate: titles (Menlu Rusia Sergey Lavrov) and places (Minsk, Belarus)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.chunks import DASHES, Kind, Lexicon, Row
from kg.complements import list_end
from kg.language import Language
from kg.ontology import Ontology
from kg.titles import LEADS, POSITION
from kg.types import Claim, Mention

_NEAR = 250  # characters that a title with "tersebut" looks back for its holder
_SURE, _KNOWN, _POINTED = 0.95, 0.8, 0.75
_PLACES = ("GPE", "LOC", "FAC")


def titles(
    row: Row,
    mentions: Sequence[Mention],
    offices: Mapping[Mention, Mention],
    speaking: Sequence[Mention],
    lexicon: Lexicon,
    language: Language,
    ontology: Ontology,
) -> Iterator[Claim]:
    """Who holds which office, and what he heads or speaks for by it.

    offices: the titles without a holder beside them whose holder the article names elsewhere. speaking: who spoke last.
    """
    named = {m.span: m for m in mentions if m.type == "PER"}
    for title in (m for m in mentions if m.type == POSITION and m.span in row.sentence.span):
        beside = named.get(title.holder) if title.holder else None
        holder = beside or (None if title in offices else _pointed_back(title, row, mentions, speaking, lexicon, language))
        if holder is not None:
            yield from _office(title, holder, _SURE if beside else _POINTED, row, mentions, language, ontology)


def _office(
    title: Mention, holder: Mention, sure: float, row: Row, mentions: Sequence[Mention], language: Language, ontology: Ontology
) -> Iterator[Claim]:
    """That he holds it, of which state or body it is, and that he heads this, speaks for it or is of the party."""
    words, kind = language.titles, language.titles.kind(title.text)
    yield _claim(words.relations["held"], holder, title, title, row, sure)
    if title.parts and words.is_of_part(title) and title.parts[0].type in ontology.relations[words.relations["of"]].objects:
        yield _claim(words.relations["of"], title, title.parts[0], title, row, sure)
    for body in words.bodies_of(title):
        yield _claim(words.relations["belongs"], holder, body, title, row, sure)
    kind = LEADS if kind is not None and words.leads_alone(title) else kind
    if kind is None or kind not in words.relations:
        return
    relation = ontology.relations[words.relations[kind]]
    serves = kind == LEADS and words.head(title.text) in words.serves
    if serves and any(e.part_of for part in title.parts[:1] for e in language.registry.named(part.text, part.type)):
        return  # Sekjen Partai Golkar does not lead it
    if title.parts and title.parts[0].type in relation.objects and words.is_of_part(title, whole=kind == LEADS):
        yield _claim(relation.name, holder, title.parts[0], title, row, sure)
    elif not title.parts and (there := _known(holder, title, mentions, language)) is not None:
        yield _claim(relation.name, holder, there, title, row, _KNOWN)


def conferred(claim: Claim, row: Row, language: Language, ontology: Ontology) -> Iterator[Claim]:
    """Of what the office is that a sentence says somebody got: melantik Ana sebagai Kepala BKPM."""
    words, title = language.titles, claim.object
    if claim.relation != words.relations["held"] or claim.rule.endswith("/beside") or title not in row.at or not title.parts:
        return
    if words.is_of_part(title) and title.parts[0].type in ontology.relations[words.relations["of"]].objects:
        yield _claim(words.relations["of"], title, title.parts[0], title, row, _KNOWN)
    leads = ontology.relations[words.relations[LEADS]]
    now = claim.rule.endswith("/is") and words.kind(title.text) == LEADS  # adalah pemimpin Partai Ana: whoever became one may no longer be
    if now and title.parts[0].type in leads.objects and words.is_of_part(title, whole=True):
        led = _claim(leads.name, claim.subject, title.parts[0], title, row, _KNOWN)
        yield replace(led, modality=claim.modality, polarity=claim.polarity)


def _pointed_back(
    title: Mention, row: Row, mentions: Sequence[Mention], speaking: Sequence[Mention], lexicon: Lexicon, language: Language
) -> Mention | None:
    """Whom a title points back to, if it is one that points, and nobody is named who holds it: Wakil Menteri Pertanian Indonesia itu."""
    words, kind = language.titles, language.titles.kind(title.text)
    proper = kind is not None and bool(title.parts) and (title.text[0].isupper() or words.party_of(title) is not None)
    if not (kind == LEADS or proper) or _is_taken(title, mentions, language):
        return None
    unique = kind == LEADS or words.party_of(title) is None  # of a party there are many politicians
    return _pointed(title, row, mentions, speaking, lexicon, unique)


def _pointed(
    title: Mention, row: Row, mentions: Sequence[Mention], speaking: Sequence[Mention], lexicon: Lexicon, unique: bool
) -> Mention | None:
    """The person just named, where a title with its body points back to him: Ketua Umum Partai Gerindra tersebut.

    Of several, the one who spoke last, if the title tells who speaks: Ketua DPR itu menuturkan.
    """
    if title.holder or not title.parts:
        return None
    behind = max(i for i, m in enumerate(row.at) if m == title) + 1
    if behind >= len(row.words) or row.words[behind] not in lexicon.demonstratives:
        return None
    k = row.chunk_of(behind - 1)
    spoken = row.kind(k - 1) is Kind.VERB and row.words[row.chunks[k - 1].last] in lexicon.speech_tags
    opens = k == 0 or spoken
    subject = row.mentions(row.chunks[0].first, row.chunks[0].last)  # who meets "pemimpin Nauru itu" is somebody else
    persons = (m for m in mentions if m.type == "PER" and 0 < title.span.start - m.span.end < _NEAR)
    near = [m for m in persons if (m not in row.at if opens else m in row.at and m not in subject)]
    alone = len({m.text.split()[-1] for m in near}) == 1
    telling = row.kind(k + 1) is Kind.VERB and row.words[row.chunks[k + 1].last] in lexicon.embedding["said"]
    spoke = {m.text.split()[-1] for m in speaking}
    if (spoken or telling) and not near and len(spoke) == 1:
        return speaking[-1]  # "...," jelasnya. Politikus PKB itu menilai
    if (spoken or telling) and not alone and (last := next((m for m in near if m.text.split()[-1] in spoke), None)):
        return last
    return near[-1] if near and (unique or alone) else None


def _is_taken(title: Mention, mentions: Sequence[Mention], language: Language) -> bool:
    """Does the article name who leads what this title leads?"""
    led = {language.key(part) for part in title.parts[:1]}
    return any(
        m.holder and m.parts and language.key(m.parts[0]) in led and language.titles.kind(m.text) == LEADS
        for m in mentions
        if m.type == POSITION and m != title
    )


def _known(holder: Mention, title: Mention, mentions: Sequence[Mention], language: Language) -> Mention | None:
    """What a bare title is of (Presiden Lee), if the registry knows and the article names it elsewhere."""
    people = language.registry.named(holder.text, holder.type)
    if len(people) != 1:
        return None
    wanted = language.names.expand(title.text).casefold()
    held = {p.of for p in language.registry.positions(people[0].id) if p.title.casefold() == wanted}
    there = (m for m in mentions if m.type in ("GPE", "ORG") and language.key(m) in held)
    return next((m for m in there if any(e.id in held for e in language.registry.named(m.text, m.type))), None)  # not its capital


def places(row: Row, lexicon: Lexicon, language: Language, ontology: Ontology) -> Iterator[Claim]:
    """A place and the one that it lies in: di Kremlin, Moskow, Rusia; rumah sakit Al Shifa di Kota Gaza; Gaza City, utara Jalur Gaza."""
    relation = ontology.relations[lexicon.grammar.data["side_by_side"]["places"]]
    classes = lexicon.grammar.words("place_classes")
    chained = -1  # the chunk that a place preposition reaches, over commas
    for k, chunk in enumerate(row.chunks):
        if chunk.kind is not Kind.NP:
            continue
        if row.kind(k - 1) is Kind.PREP and row.word(row.chunks[k - 1]) in language.metonymy.place_prepositions:
            chained = k
        comma = row.kind(k + 1) is Kind.COMMA
        outer = _behind_comma(row, k, lexicon) if comma else _behind_preposition(row, k, lexicon)
        if outer is None:
            continue
        joined = k == chained or not comma
        inner = row.at[chunk.last]
        if comma and joined and outer.type in _PLACES:
            chained = k + 2
        if inner is None or inner.type not in relation.subjects or not _may_lie(inner, outer, language):
            continue
        if comma and inner.type == outer.type == "LOC" and not _lies_within(inner, outer, language):
            continue  # di Asia, Eropa
        classed = outer.text.split()[0].lower() in classes or language.is_state(outer)
        graded = row.words[chunk.first] in classes and classed  # Kelurahan Sumber, Kecamatan Banjarsari; Semenanjung Kamchatka, Rusia
        if joined or graded or inner.type == "FAC" or _lies_within(inner, outer, language):
            yield _claim(relation.name, inner, outer, inner, row, _SURE)
            other = row.at[row.chunks[k - 2].last] if row.kind(k - 1) is Kind.CONJ and row.kind(k - 2) is Kind.NP else None
            if other is not None and other.type in _PLACES and not language.is_state(other) and not _lies_elsewhere(other, outer, language):
                yield _claim(relation.name, other, outer, other, row, _KNOWN)  # di Beijing dan Chengdu, Tiongkok


def _may_lie(inner: Mention, outer: Mention, language: Language) -> bool:
    """Can the one place be in the other: no state, not the same by another name (Solo, Solo Technopark), not known to lie elsewhere?"""
    same = language.key(inner) == language.key(outer) or outer.text.startswith(inner.text)
    return outer.type in ("GPE", "LOC") and not language.is_state(inner) and not same and not _lies_elsewhere(inner, outer, language)


def _behind_comma(row: Row, k: int, lexicon: Lexicon) -> Mention | None:
    """The place behind a comma, where no list and no new clause begins: not in Timur Tengah, terutama Gaza; Lima, Quito, dan Bogota."""
    if row.kind(k + 2) is not Kind.NP or row.kind(k + 3) in (Kind.CONJ, Kind.VERB) or _is_listed(row, k + 1):
        return None
    gap = range(row.chunks[k].last + 1, row.chunks[k + 1].first)  # words between, or a bracket behind the first that is no short form
    short = len(gap) > 1 and all(row.sentence.tokens[i].text[:1].isupper() for i in gap[1:-1])
    apart = row.chunks[k + 2].first > row.chunks[k + 1].last + 1 or (bool(gap) and not short)
    return None if apart else _place_of(row, k + 2, lexicon)


def _behind_preposition(row: Row, k: int, lexicon: Lexicon) -> Mention | None:
    """The place that a bare name of a place is in by the preposition right behind it."""
    at = k + 1
    if row.kind(at) is not Kind.PREP or row.word(row.chunks[at]) not in lexicon.grammar.words("inside") or row.kind(k + 2) is not Kind.NP:
        return None
    chunk = row.chunks[k]
    inner = row.at[chunk.last]
    before = [row.words[i] for i in range(chunk.first, chunk.last + 1) if row.at[i] is not inner]
    if chunk.first and row.words[chunk.first - 1] in DASHES:
        return None  # konflik Israel-Hamas di Gaza: the conflict is there
    bare = inner is not None and (inner.type == "FAC" or set(before) <= lexicon.grammar.words("place_classes"))
    return _place_of(row, k + 2, lexicon) if bare and row.chunks[at].first == chunk.last + 1 else None


def _place_of(row: Row, k: int, lexicon: Lexicon) -> Mention | None:
    """The place that a noun phrase is, up to a point of the compass: barat daya China, Ukraina timur, wilayah Penza."""
    chunk = row.chunks[k]
    names = row.mentions(chunk.first, chunk.last)
    last = chunk.last
    while last > chunk.first and row.words[last] in lexicon.times:
        last -= 1  # Jakarta Pusat Rabu pagi
    around = {row.words[i] for i in range(chunk.first, last + 1) if row.at[i] is None}
    return names[0] if len(names) == 1 and around <= lexicon.grammar.words("compass") | lexicon.grammar.words("place_classes") else None


def _lies_within(inner: Mention, outer: Mention, language: Language) -> bool:
    """Does the registry know the place to lie in this one?"""
    return language.key(outer) in {a for e in language.registry.named(inner.text, inner.type) for a in language.registry.above(e.id)}


def members(row: Row, lexicon: Lexicon, language: Language, ontology: Ontology) -> Iterator[Claim]:
    """Who speaks for a body because he is from it (ujar Jayant Menon dari ISEAS), and whose state stands beside him."""
    yield from _natives(row, lexicon, language, ontology)
    relation = ontology.relations[lexicon.grammar.data["side_by_side"]["speaker_from"]]
    for k, chunk in enumerate(row.chunks):
        person, behind = row.at[chunk.last], row.kind(k + 2) is Kind.NP and row.at[row.chunks[k + 2].first]
        if chunk.kind is not Kind.NP or person is None or person.type != "PER" or not behind or behind.type != "ORG":
            continue
        said = row.words[row.chunks[k - 1].last] if k else ""
        speaks = said in lexicon.speech_tags | lexicon.grammar.words("according_to") or row.kind(k - 1) in (None, Kind.STOP, Kind.COMMA)
        if speaks and row.kind(k + 1) is Kind.PREP and row.word(row.chunks[k + 1]) in lexicon.grammar.words("affiliation"):
            yield _claim(relation.name, person, behind, person, row, _KNOWN)


def _natives(row: Row, lexicon: Lexicon, language: Language, ontology: Ontology) -> Iterator[Claim]:
    """Whose state stands beside him: Haitao Ti asal Tiongkok; petarung asal Tiongkok, Haitao Ti, ..."""
    relation = ontology.relations[lexicon.grammar.data["side_by_side"]["native"]]
    for i, word in enumerate(row.words[:-1]):
        state = row.at[i + 1]
        if word not in lexicon.grammar.words("nationality") or not i or state is None or not language.is_state(state):
            continue
        k = row.chunk_of(i)
        aside = row.kind(k + 1) is Kind.COMMA and row.kind(k + 2) is Kind.NP and row.kind(k + 3) in (Kind.COMMA, Kind.STOP, Kind.CONJ)
        person = row.at[i - 1] or (row.at[row.chunks[k + 2].first] if aside and row.sentence.tokens[i - 1].upos == "NOUN" else None)
        if person is not None and person.type == "PER":
            yield _claim(relation.name, person, state, state, row, _KNOWN)


def _is_listed(row: Row, comma: int) -> bool:
    """Is this comma one of a list: di Riau, Jambi, atau daerah lainnya?"""
    end = list_end(row, comma)
    short = row.kind(comma + 2) is Kind.COMMA and row.kind(comma + 3) is Kind.CONJ
    return end is not None and (short or row.at[row.chunks[end].first] is not None)


def _lies_elsewhere(inner: Mention, outer: Mention, language: Language) -> bool:
    """Does the registry know the place to lie in another state, or in some state, and not the other place at all?"""
    registry = language.registry
    known = {above for e in registry.named(inner.text, inner.type) for above in registry.above(e.id)}
    others = registry.named(outer.text, outer.type)
    around = {place for e in others for place in (e.id, *registry.above(e.id))}
    strange = language.is_state(outer) or not others
    here, there = ({place for place in chain if registry.entries[place].iso3} for chain in (known, around))
    apart = here != set() != there and not here & there  # Jalur Gaza, Pulau Galang
    return bool(known) and ((strange and language.key(outer) not in known) or apart)


def _claim(relation: str, subject: Mention, object: Mention, trigger: Mention, row: Row, confidence: float) -> Claim:
    claim = Claim(subject.document, relation, subject, object, row.sentence.span, trigger.span, f"{relation}/beside")
    return replace(claim, confidence=confidence)
