"""resolve: which mentions stand for one and the same thing.

What a mention stands for depends on its own document, the registry and the language's patterns, never on other documents.
So the order of the documents does not matter and ids stay as they are when articles are added, but for one case: if two
unknown things of unlike types share a slug, the later one in `RANK` adds its type to its id (see `_ids`).

An id is the registry's key, else the slug of the name; with the type behind it where the registry gives that slug to a
thing of another type. What has no name of its own (an unnamed source, a person known by one word, a bare "the ministry")
is one thing per document, and its id begins with the document's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.names import Body, NamePatterns, fold, is_code, slug, tidy
from kg.registry import CLOSE, Entry, Registry
from kg.types import Entity, Mention, Sense, Span

RANK = ("PER", "GPE", "ORG", "LOC", "FAC", "NORP", "EVENT", "LAW", "POSITION", "TOPIC", "MISC", "SOURCE")
PHRASES = frozenset({"POSITION", "TOPIC", "EVENT", "LAW", "MISC"})


@dataclass(frozen=True)
class Resolution:
    """entities by id, sorted; of: the id of the entity that a mention stands for, parts of mentions included;
    reasons: the name of the rule in `RULES` that said so."""

    entities: Mapping[str, Entity]
    of: Mapping[Mention, str]
    reasons: Mapping[Mention, str]


def resolve(
    mentions: Iterable[Mention], registry: Registry, names: NamePatterns, *, articles: Mapping[str, str] | None = None
) -> Resolution:
    """Give every mention, and every part of one, its entity.

    articles: the documents' texts by id; with them an abbreviation in brackets is told from other neighbours for sure.
    """
    documents: dict[str, set[Mention]] = {}
    for mention in _with_parts(mentions):
        documents.setdefault(mention.document, set()).add(mention)
    found: dict[Mention, tuple[Entry, str]] = {}
    for id, group in sorted(documents.items()):
        reading = Reading(tuple(sorted(group, key=_place)), registry, names, (articles or {}).get(id))
        found |= {mention: (reading.entry(mention), reading.reasons[mention]) for mention in reading.mentions}
    ids = _ids((entry for entry, _ in found.values()), registry)
    of = {mention: ids[_kind(entry)] for mention, (entry, _) in found.items()}
    groups: dict[str, list[Mention]] = {}
    for mention, id in of.items():
        groups.setdefault(id, []).append(mention)
    entities = {id: _entity(id, group, found) for id, group in sorted(groups.items())}
    return Resolution(entities, of, {mention: reason for mention, (_, reason) in found.items()})


@dataclass
class Reading:
    """One document while it is being resolved; `entry` asks the rules in their order and remembers the answer."""

    mentions: tuple[Mention, ...]
    registry: Registry
    names: NamePatterns
    text: str | None = None
    reasons: dict[Mention, str] = field(default_factory=dict)
    _entries: dict[Mention, Entry] = field(default_factory=dict)
    _asked: set[Mention] = field(default_factory=set)

    def entry(self, mention: Mention) -> Entry:
        if mention in self._asked:  # two mentions that point to each other: each stands for itself
            return own_name(mention, self)
        if mention not in self._entries:
            self._asked.add(mention)
            answers = ((entry, rule.__name__) for rule in RULES if (entry := rule(mention, self)))
            self._entries[mention], self.reasons[mention] = next(answers)
            self._asked.remove(mention)
        return self._entries[mention]

    @cached_property
    def people(self) -> tuple[tuple[Mention, tuple[str, ...]], ...]:
        """The mentions of persons with the words of their names."""
        return tuple((m, self.words(m.text)) for m in self.mentions if m.type == "PER")

    @cached_property
    def known_people(self) -> tuple[Entry, ...]:
        """The persons of the registry that the document names outright."""
        found = {e.id: e for m, _ in self.people for e in _named_person(m, self)}
        return tuple(found.values())

    @cached_property
    def bodies(self) -> tuple[tuple[Mention, Body], ...]:
        """The mentions of a ministry or the like together with its state."""
        return tuple((m, body[0]) for m in self.mentions if m.type in CLOSE and (body := _stated(m.text, self)))

    @cached_property
    def states(self) -> Counter[str]:
        """How often the document names each state or something that belongs to it."""
        entries = (self.registry.named(m.text, m.type) for m in self.mentions if m.type in CLOSE)
        return Counter(self.root(found[0]).id for found in entries if len(found) == 1)

    @cached_property
    def bracketed(self) -> tuple[tuple[Mention, Mention], ...]:
        """The short forms in brackets, each with the name right before it."""
        return tuple(_bracketed(self))

    def root(self, entry: Entry) -> Entry:
        seen = {entry.id}
        while entry.part_of and entry.part_of not in seen:
            entry = self.registry.get(entry.part_of)
            seen.add(entry.id)
        return entry

    def words(self, name: str) -> tuple[str, ...]:
        words = fold(self.names.person(name)).split()
        return tuple(self.names.spellings.get(word, word) for word in words)

    def pick(self, entries: tuple[Entry, ...], form: str) -> Entry | None:
        """Of several bearers of a name: the one that is so called in full, unless only another's state is spoken of."""
        if not entries:
            return None
        usual = min(entries, key=lambda e: fold(e.name) != fold(form))
        if len(entries) == 1 or self.states[self.root(usual).id]:
            return usual
        best = max(entries, key=lambda e: self.states[self.root(e).id])
        return best if self.states[self.root(best).id] else usual

    def nearest(self, mention: Mention, others: Iterable[Mention]) -> Mention | None:
        """The last of the others before the mention, else the first after it."""
        found = list(others)
        before = [other for other in found if other.span.start < mention.span.start]
        return before[-1] if before else found[0] if found else None


Rule = Callable[[Mention, Reading], Entry | None]


def unnamed_source(mention: Mention, reading: Reading) -> Entry | None:
    """A source without a name is one thing per document."""
    if mention.type != "SOURCE":
        return None
    name = _sentence_case(_composed(mention, reading))
    label = reading.names.unnamed(name)
    return replace(_local(mention, name), name=f"{name} ({label})" if label else name)


def bracketed_short_form(mention: Mention, reading: Reading) -> Entry | None:
    """Komisi Pemberantasan Korupsi (KPK): what stands in brackets right behind a name is a short form of it, and stays so."""
    for short, full in reading.bracketed:
        if short.type == mention.type and fold(short.text) == fold(mention.text) and full != mention:
            return reading.entry(full)
    return None


def body_of_a_state(mention: Mention, reading: Reading) -> Entry | None:
    """Kemenlu Korsel, Kementerian Luar Negeri (Kemenlu) Korea Selatan: a kind of institution with its state."""
    stated = _stated(mention.text, reading) if mention.type in CLOSE else None
    return _body_entry(*stated, reading) if stated else None


def body_last_named(mention: Mention, reading: Reading) -> Entry | None:
    """Kemenlu: the one last named with its state, else the home country's, unless only others are named; per document if nobody's."""
    if mention.type not in CLOSE:
        return None
    anaphor = fold(mention.text) in reading.names.anaphors
    body, rest = reading.names.body(mention.text) or (None, "")
    if rest or not (body or anaphor):
        return None
    same = [m for m, kind in reading.bodies if anaphor or kind == body]
    if named := reading.nearest(mention, same):
        return reading.entry(named)
    abroad = bool(reading.states) and not reading.states[reading.names.home]
    if body and body.home and not abroad and reading.names.home in reading.registry:
        return _body_entry(body, reading.registry.get(reading.names.home), reading)
    return _local(mention, _sentence_case(tidy(mention.text)))


def seat_of_government(mention: Mention, reading: Reading) -> Entry | None:
    """Moskow, Kremlin, pemerintah Seoul as actors are the state or body that governs from there."""
    if mention.type not in CLOSE:
        return None
    form = reading.names.bare(mention.text, reading.names.government)
    entries = tuple(e for e in reading.registry.named(form) if e.type in CLOSE and e.state)
    entry = reading.pick(entries, form)
    if entry is None or not entry.state:
        return None
    addressed = form != tidy(mention.text)
    tagged = mention.sense is None and mention.type == "ORG" and entry.type != "ORG"
    return reading.registry.get(entry.state) if addressed or tagged or mention.sense is Sense.ACTOR else None


def foreign_namesake(mention: Mention, reading: Reading) -> Entry | None:
    """Partai Demokrat after Partai Demokrat Thailand: a bare name is the one last named with a foreign state behind it."""
    return _continued(mention, reading, lambda place: not place.part_of and place.id != reading.names.home)


def registered(mention: Mention, reading: Reading) -> Entry | None:
    """The registry knows the name, as it stands or without a word that names may lack (Provinsi Jawa Barat)."""
    type = "ORG" if mention.type == "MISC" else mention.type
    if type not in CLOSE | {"EVENT", "LAW"}:
        return None
    for form in _forms(mention, reading):
        if entry := reading.pick(reading.registry.named(form, type), form):
            return entry
    return None


def registered_person(mention: Mention, reading: Reading) -> Entry | None:
    """The registry knows the full name, in one of its spellings, with or without titles and degrees."""
    found = _named_person(mention, reading) if mention.type == "PER" else ()
    return found[0] if found and len(reading.words(mention.text)) > 1 else None


def part_of_a_fuller_name(mention: Mention, reading: Reading) -> Entry | None:
    """Dasco, Kim: the person whose fuller name in the document holds these words, the last one before.

    A name that the registry knows by itself (Putin) goes to another only if its bearer is not in the document, and not to
    one whom the registry keeps apart from him (Trump is not Melania Trump).
    """
    words = reading.words(mention.text)
    if mention.type != "PER" or (len(words) == 1 and words[0] in reading.names.particles):
        return None
    fuller = [m for m, longer in reading.people if len(longer) > len(words) and _holds(longer, words)]
    usual = next(iter(_named_person(mention, reading)), None)
    if usual:
        fuller = [m for m in fuller if not _kept_apart(reading.entry(m), usual)]
    if usual and (not fuller or any(reading.entry(m) == usual for m in fuller)):
        return None
    if named := reading.nearest(mention, fuller):
        return reading.entry(named)
    known = [e for e in reading.known_people for name in (e.name, *e.aliases) if _holds(reading.words(name), words)]
    return known[0] if known and not usual else None


def other_spelling(mention: Mention, reading: Reading) -> Entry | None:
    """Choe Sonhui, Choe Son Hui; M. Fauzi, Muhammad Fauzi: the first spelling in the document stands for all."""
    words = reading.words(mention.text)
    if mention.type != "PER" or len(words) < 2:
        return None
    for other, others in reading.people:
        if other.span.start >= mention.span.start:
            return None
        if _alike(others, words) and fold(other.text) != fold(mention.text):
            return reading.entry(other)
    return None


def person_of_one_name(mention: Mention, reading: Reading) -> Entry | None:
    """Putin, Jokowi: one word that the registry takes for one person; else nobody outside the document."""
    if mention.type != "PER":
        return None
    if found := _named_person(mention, reading):
        return found[0]
    name = reading.names.person(mention.text)
    return _local(mention, _cased(name)) if len(fold(name).split()) < 2 else None


def namesake_elsewhere(mention: Mention, reading: Reading) -> Entry | None:
    """Akademi Militer beside Akademi Militer Magelang: the same name with its place."""
    return _continued(mention, reading, lambda place: True)


def name_with_its_head(mention: Mention, reading: Reading) -> Entry | None:
    """Bhumjaithai beside Partai Bhumjaithai: the same name with the word that says what it is."""
    if mention.type not in CLOSE:
        return None
    name = fold(tidy(mention.text))
    headed = (m for m in reading.mentions if m.type in CLOSE and fold(m.text) != name)
    same = [m for m in headed if fold(reading.names.bare(m.text, reading.names.heads)) == name]
    named = reading.nearest(mention, same)
    return reading.entry(named) if named else None


def initials(mention: Mention, reading: Reading) -> Entry | None:
    """UMJ beside Universitas Maju Jaya: capitals that are the initials of just one name in the document."""
    if mention.type not in CLOSE or not mention.text.isupper() or not 3 <= len(mention.text) <= 6:
        return None
    full = [m for m in reading.mentions if m.type == mention.type and _initials(m.text) == mention.text]
    return reading.entry(full[0]) if len({fold(m.text) for m in full}) == 1 else None


def held_office(mention: Mention, reading: Reading) -> Entry | None:
    """Presiden beside Prabowo: a bare title is the office that its holder is known to hold or have held."""
    if mention.type != "POSITION" or mention.holder is None:
        return None
    title = fold(_composed(mention, reading))
    holders = (m for m in reading.mentions if m.type == "PER" and m.span == mention.holder)
    offices = (p for m in holders for p in reading.registry.positions(reading.entry(m).id) if fold(p.title) == title)
    named = {(p.title, p.of) for p in offices}
    if len(named) != 1:
        return None
    ((office, of),) = named
    return _unknown(mention.type, f"{office} {reading.registry.get(of).name}", reading, part_of=None)


def phrase(mention: Mention, reading: Reading) -> Entry | None:
    """Menlu Rusia, kerja sama antara Moskow dan Pyongyang: the text with its abbreviations and parts written out."""
    if mention.type not in PHRASES:
        return None
    return _unknown(mention.type, _sentence_case(_composed(mention, reading)), reading)


def own_name(mention: Mention, reading: Reading) -> Entry:
    """Nothing else is known: equal names of like type are one thing."""
    if mention.type == "PER":
        return _unknown("PER", _cased(reading.names.person(mention.text)), reading)
    name, place = _institution(mention.text, reading)
    return _unknown(mention.type, name, reading, part_of=place.id if place else None)


RULES: tuple[Rule, ...] = (
    unnamed_source,
    bracketed_short_form,
    body_of_a_state,
    body_last_named,
    seat_of_government,
    foreign_namesake,
    registered,
    registered_person,
    part_of_a_fuller_name,
    other_spelling,
    person_of_one_name,
    namesake_elsewhere,
    name_with_its_head,
    initials,
    held_office,
    phrase,
    own_name,
)
# Under these rules the text is a way of speaking of the entity and no name of it, so it becomes no alias.
FIGURES = frozenset({"seat_of_government", "body_last_named", "foreign_namesake"})


def _with_parts(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        yield mention
        yield from _with_parts(mention.parts)


def _place(mention: Mention) -> tuple[str, Span, str, str, str, int]:
    return (mention.document, mention.span, mention.type, mention.text, mention.sense or "", len(mention.parts))


# --- names


def _forms(mention: Mention, reading: Reading) -> Iterator[str]:
    names, text = reading.names, mention.text
    yield text
    yield tidy(text)
    if mention.type in PHRASES:
        yield _composed(mention, reading)
        return
    ruled = names.bare(text, names.government)
    if any(e.iso2 for e in reading.registry.named(ruled, mention.type)):  # the government of a province is not the province
        yield ruled
    yield names.bare(text, names.heads)
    yield _institution(text, reading)[0]


def _institution(text: str, reading: Reading) -> tuple[str, Entry | None]:
    """The name with abbreviations written out, and with the place at its end: Pemprov Jabar -> Pemerintah Provinsi Jawa Barat."""
    name = _cased(reading.names.expand(tidy(text)))
    words = name.split()
    if len(words) < 2 or not {fold(words[0]), fold(" ".join(words[:2]))} & reading.names.institutions:
        return name, None
    for start in range(1, len(words)):
        form = " ".join(words[start:])
        if place := reading.pick(reading.registry.named(form, "GPE"), form):
            whole = place.part_of and fold(place.name) in fold(form)  # Provinsi Jawa Barat needs no writing out
            return name if whole else " ".join([*words[:start], place.name]), place
    return name, None


def _composed(mention: Mention, reading: Reading) -> str:
    """The text of a phrase: its parts by their entities' names, its own words written out."""
    pieces: list[tuple[str, bool]] = []
    at = mention.span.start
    for part in _outer_parts(mention):
        pieces += [(_span(mention, at, part.span.start), False), (tidy(reading.entry(part).name), True)]
        at = part.span.end
    pieces.append((_span(mention, at, mention.span.end), False))
    written = [(text if named else reading.names.expand(text), named) for text, named in pieces]
    if mention.type == "TOPIC":
        written = _tied(written, reading.names)
    return tidy("".join(text for text, _ in written).replace("–", "-"))


def _outer_parts(mention: Mention) -> list[Mention]:
    chosen: list[Mention] = []
    for part in sorted(mention.parts, key=lambda p: (p.span.start, -p.span.end)):
        inside = part.span in mention.span and _span(mention, part.span.start, part.span.end) == part.text
        if inside and part.type not in PHRASES and not (chosen and part.span.overlaps(chosen[-1].span)):
            chosen.append(part)
    return chosen


def _span(mention: Mention, start: int, end: int) -> str:
    return mention.text[start - mention.span.start : end - mention.span.start]


def _tied(pieces: list[tuple[str, bool]], names: NamePatterns) -> list[tuple[str, bool]]:
    """Without words that a topic can spare, and with two parties as one: antara A dan B -> A-B."""
    tied = [(text if named else _spared(text, names), named) for text, named in pieces]
    for i in range(len(tied) - 3):
        (before, _), (_, first), (amid, _), (_, second) = tied[i : i + 4]
        for opening, middle in names.between:
            words = before.split()
            if first and second and words and fold(words[-1]) == opening and fold(amid) == middle:
                tied[i], tied[i + 2] = (" ".join([*words[:-1], ""]), False), ("-", False)
    return tied


def _spared(text: str, names: NamePatterns) -> str:
    words = [word for word in text.split(" ") if fold(word) not in names.fillers or not word]
    return " ".join(words)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cased(name: str) -> str:
    """A name all in capitals in title case, unless it may be an abbreviation."""
    return name.title() if name.isupper() and (" " in name or len(name) > 6) else name


def _initials(text: str) -> str:
    return "".join(word[0] for word in tidy(text).split() if word[0].isupper()) if " " in text else ""


# --- persons


def _named_person(mention: Mention, reading: Reading) -> tuple[Entry, ...]:
    named = reading.registry.named
    return named(tidy(mention.text), "PER") or named(reading.names.person(mention.text), "PER")


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Are these words part of that name, in one stretch, middle initials aside?"""
    if len(shorter) >= len(longer) or not shorter:
        return False
    full = tuple(w for w in longer if len(w) > 1)
    size = len(shorter)
    return any(name[i : i + size] == shorter for name in (longer, full) for i in range(len(name) - size + 1))


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Do two names differ only in how they are joined, or in a word given by its initial?"""
    if "".join(a) == "".join(b):
        return True
    pairs = list(zip(a, b, strict=False))
    return len(a) == len(b) and a[-1] == b[-1] and all(x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in pairs)


def _kept_apart(one: Entry, two: Entry) -> bool:
    return one.id in two.distinct or two.id in one.distinct


# --- bodies and short forms


def _stated(text: str, reading: Reading) -> tuple[Body, Entry] | None:
    """The kind of institution and the state that a name gives."""
    body, rest = reading.names.body(text) or (None, "")
    if body is None or not rest:
        return None
    entries = reading.registry.named(rest, "GPE")
    state = next((e for e in entries if e.type == "GPE" and (e.iso2 or not e.part_of)), None)
    return (body, state) if state else None


def _body_entry(body: Body, state: Entry, reading: Reading) -> Entry:
    name = f"{body.name} {state.name}"
    if slug(name) in reading.registry:
        return reading.registry.get(slug(name))
    english = body.english.format(state=state.english or state.name) if body.english else None
    return Entry(slug(name), "ORG", name, english=english, part_of=state.id)


def _continued(mention: Mention, reading: Reading, fits: Callable[[Entry], bool]) -> Entry | None:
    """The mention in the document that goes on with just a place's name behind the same words."""
    name = fold(tidy(mention.text))
    if mention.type != "ORG" or is_code(mention.text) or " " not in name:
        return None
    longer = (m for m in reading.mentions if m.type == "ORG" and fold(tidy(m.text)).startswith(name + " "))
    size = len(name.split())
    same = [m for m in longer if (place := _behind(m, size, reading)) and fits(place)]
    named = reading.nearest(mention, same)
    return reading.entry(named) if named else None


def _behind(mention: Mention, size: int, reading: Reading) -> Entry | None:
    """The place that the words from this one on name."""
    places = reading.registry.named(" ".join(tidy(mention.text).split()[size:]), "GPE")
    return places[0] if places and places[0].type == "GPE" else None


def _bracketed(reading: Reading) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of a short form in brackets and the name right before it."""
    for full, short in _neighbours(reading):
        if full.type == short.type and len(short.text) < len(full.text) and _abbreviates(short, full, reading):
            yield short, full


def _neighbours(reading: Reading) -> Iterator[tuple[Mention, Mention]]:
    starts = {m.span.start: m for m in reversed(reading.mentions)}
    for full in reading.mentions:
        for gap in (1, 2, 3):
            short = starts.get(full.span.end + gap)
            between = " (" if reading.text is None else (reading.text[full.span.end : full.span.end + gap])
            if short and len(between) == gap and between.strip() == "(":
                yield full, short


def _abbreviates(short: Mention, full: Mention, reading: Reading) -> bool:
    """Do the letters of the short form run through the full name? Of capitals that the registry does not know none need."""
    letters, rest = fold(short.text).replace(" ", ""), iter(fold(full.text).replace(" ", ""))
    if letters[:1] == fold(full.text)[:1] and all(letter in rest for letter in letters):
        return " " not in short.text.strip()
    return short.type in CLOSE and short.text.isupper() and " " not in short.text and not reading.registry.named(short.text, short.type)


# --- entries and entities


def _unknown(type: str, name: str, reading: Reading, *, part_of: str | None = None) -> Entry:
    key = slug(name)
    if key in reading.registry:
        known = reading.registry.get(key)
        if known.type == type or {known.type, type} <= CLOSE:
            return known
        key = f"{key}-{type.lower()}"
    return Entry(key, type, name, part_of=part_of if part_of != key else None)


def _local(mention: Mention, name: str) -> Entry:
    return Entry(f"{mention.document}-{slug(name)}", mention.type, name)


def _kind(entry: Entry) -> tuple[str, str]:
    return entry.id, "name" if entry.type in CLOSE else entry.type


def _ids(entries: Iterable[Entry], registry: Registry) -> Mapping[tuple[str, str], str]:
    """An id for every slug and family of types; of those that share a slug only the first in RANK has it plain."""
    kinds: dict[str, dict[str, str]] = {}
    for entry in entries:
        key, family = _kind(entry)
        kinds.setdefault(key, {}).setdefault(family, entry.type)
    ids = {}
    for key, families in kinds.items():
        order = sorted(families, key=lambda family: RANK.index(families[family]))
        for place, family in enumerate(order):
            ids[key, family] = f"{key}-{families[family].lower()}" if place else key
    return ids


def _entity(id: str, mentions: list[Mention], found: Mapping[Mention, tuple[Entry, str]]) -> Entity:
    """One entity from all that is said of it; the name of an unknown one is the usual spelling, capitals last."""
    mentions = sorted(mentions, key=_place)
    entries = Counter(found[mention][0] for mention in mentions)
    best = min(entries, key=lambda e: (e.name.isupper(), -entries[e], RANK.index(e.type), e.name))
    texts = {tidy(m.text) for m in mentions if found[m][1] not in FIGURES}
    return Entity(
        id=id,
        type=best.type,
        name=best.name,
        aliases=tuple(sorted(texts - {best.name, ""})),
        mentions=tuple(mentions),
        english=best.english,
        wikidata=best.wikidata,
        iso2=best.iso2,
        iso3=best.iso3,
        part_of=(best.part_of,) if best.part_of else (),
        capital_of=best.capital_of,
    )
