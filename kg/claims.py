"""Documents and mentions to claims: every predicate that a rule knows becomes a frame, and the frame's slots fill the rule's roles."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import takewhile

from kg import beside, slots
from kg.chunks import DASHES, Kind, Lexicon, Row, row
from kg.complements import OBJECT, OF, Group, is_counted
from kg.frames import SUBJECT, Frame, done_by, frame, is_bare_active
from kg.language import Language
from kg.ontology import Ontology, Relation
from kg.reference import Discourse, Phrase
from kg.rules import ACTIVE, BARE, PASSIVE, Rule
from kg.speakers import SOURCE, Speakers
from kg.status import Status, Tag, status, tags
from kg.subjects import subject_of
from kg.titles import LEADS, POSITION, TITLES
from kg.types import Claim, Document, Mention, Modality, Polarity, Sense, Sentence, Span

TOPIC, HEADLINE = "TOPIC", "headline"
ANY = "*"  # in what a rule avoids: the slot must be empty
PHRASES = frozenset((POSITION, TOPIC, SOURCE))  # mentions that are no names
_ABOUT = 4  # words of a topic that make it one of the article
_POINTED, _BESIDE, _DISTANT = 0.85, 0.8, 0.9  # what a claim's confidence is multiplied by


@dataclass(frozen=True)
class Role:
    """A filler and how it was found: pointed at by an anaphor, or borrowed from a neighbour."""

    mention: Mention
    pointed: bool = False


def extract(document: Document, mentions: Sequence[Mention], language: Language, ontology: Ontology) -> list[Claim]:
    """The claims of an article, in the order of the text.

    Args:
        mentions: what `kg.mentions.find` gave for this document.
    """
    return _Reading(document, mentions, language, ontology).claims()


Reading = tuple[Rule, Frame, Status]


def frames(document: Document, mentions: Sequence[Mention], language: Language, ontology: Ontology) -> Iterator[tuple[Row, list[Reading]]]:
    """What the rules see of each sentence: its row of chunks, and a frame for each predicate that a rule knows."""
    read = _Reading(document, mentions, language, ontology)
    for sentence in document.sentences:
        line, headline = read.line(sentence)
        yield line, [(rule, made, status(made, read.lexicon)) for rule, made in read.frames(line, headline)]


@cache
def _lexicon(language: Language) -> Lexicon:
    return Lexicon(language.grammar, language.rules)


class _Reading:
    """One article, read from its first sentence to its last."""

    def __init__(self, document: Document, mentions: Sequence[Mention], language: Language, ontology: Ontology) -> None:
        self.document, self.mentions, self.language, self.ontology = document, mentions, language, ontology
        self.lexicon = _lexicon(language)
        self.discourse = Discourse(self.lexicon, language.key, language.is_state, language.names.expand)
        self.discourse.offices = self._holders(self.discourse.office, TITLES)
        self.discourse.leaders = self._holders(lambda title: self.language.key(title.parts[0]), (LEADS,))
        self.discourse.states = self._offices_of("GPE")
        self.discourse.bodies = self._offices_of("ORG")
        self.speakers = Speakers(document.article, self.lexicon, self.discourse)
        self.discourse.speaker_at = self.speakers.speaker_at
        self.calendar = slots.Calendar.of(document, language)
        self.found: list[Claim] = []
        self.spoke: list[tuple[Mention, str]] = []  # who is told to have spoken on which day
        self.group: tuple[Mention, ...] = ()  # whom the next sentence names for a group that this one leaves without names
        self.previous = Span(0, 0)

    def claims(self) -> list[Claim]:
        for sentence in self.document.sentences:  # whose a quotation is may stand behind it
            line, _ = self.line(sentence)
            self.speakers.hear(line, tags(line, self.lexicon))
        self.speakers.speaking = ()
        for number, sentence in enumerate(self.document.sentences):
            line, headline = self.line(sentence)
            if not line.chunks:
                continue
            following = self.document.sentences[number + 1 : number + 2]
            self.group = tuple(m for after in following for m in self.discourse.identified(self.line(after)[0]))
            for claim in self._sentence(line, headline):
                self.found.append(claim)
                if self.ontology.relations[claim.relation].symmetric:
                    met = claim.modality is Modality.HAPPENED and claim.polarity is Polarity.POSITIVE
                    self.discourse.join(claim.subject, claim.object, self.ontology.root(claim.relation).name if met else None)
            self.discourse.read(line)
            self.speakers.read()
            self.previous = sentence.span
        told = [self.speakers.complete(self._dated(claim)) for claim in _unique(self.found)]
        return sorted(told, key=lambda c: (c.evidence, c.trigger, c.relation, c.subject, c.object))

    def line(self, sentence: Sentence) -> tuple[Row, bool]:
        """The sentence as a row of chunks, without the words of zones that give no facts; and whether it is a headline."""
        zones = [z for z in self.document.article.zones if z.span.overlaps(sentence.span)]
        headline = any(z.kind == HEADLINE for z in zones)
        return row(sentence, self.mentions, self.lexicon, headline, [z.span for z in zones if not z.gives_facts]), headline

    def frames(self, line: Row, headline: bool) -> Iterator[tuple[Rule, Frame]]:
        """The frames whose words a rule accepts."""
        for start, words, voice, rule in self._triggers(line, headline):
            if rule.outside in self.topics:
                continue
            made = frame(line, start, start + len(words) - 1, voice, self.lexicon)
            if _fits(rule, made):
                yield rule, made

    @cached_property
    def topics(self) -> frozenset[str]:
        """What the article is about, of the grammar's topics: several of the topic's words stand in it."""
        words = {token.text.lower() for sentence in self.document.sentences for token in sentence.tokens}
        return frozenset(topic for topic, of_it in self.lexicon.grammar.data["topics"].items() if len(words & set(of_it)) >= _ABOUT)

    def _dated(self, claim: Claim) -> Claim:
        """The claim with a date told elsewhere, if it is the only one.

        That of another claim of the same event (same kind, same two, same place), or for what is done by saying so, the day on which its
        subject spoke.
        """
        if claim.date or claim.modality is not Modality.HAPPENED:
            return claim
        if self.ontology.relations[claim.relation].spoken:
            days = {day for speaker, day in self.spoke if self._is_same(speaker, claim.subject)}
            return replace(claim, date=days.pop()) if len(days) == 1 else claim
        if claim.place is None:
            return claim
        same = (c for c in self.found if self._event(c) == self._event(claim))
        dates = {c.date for c in same if c.date}
        return replace(claim, date=dates.pop()) if len(dates) == 1 else claim

    def _is_same(self, one: Mention, other: Mention) -> bool:
        """Do two names stand for one thing, as far as they tell: Laura Chinchilla, Chinchilla?"""
        shorter, longer = sorted((one.text.split(), other.text.split()), key=len)
        part = one.type == other.type == "PER" and set(shorter) <= set(longer)
        return part or self.language.key(one) == self.language.key(other)

    def _event(self, claim: Claim) -> tuple[object, ...]:
        key = self.language.key
        return self.ontology.root(claim.relation).name, frozenset(map(key, (claim.subject, claim.object))), claim.place and key(claim.place)

    def _holders(self, office: Callable[[Mention], str], kinds: Container[str | None]) -> dict[str, Mention]:
        """Who is named beside which title anywhere in the article; an office with two names has none."""
        holders: dict[str, set[Mention]] = {}
        named = {m.span: m for m in self.mentions if m.type == "PER"}
        for title in self.mentions:
            if title.type == POSITION and title.holder in named and title.parts and self.language.titles.kind(title.text) in kinds:
                holders.setdefault(office(title), set()).add(named[title.holder])
        return {office: min(found) for office, found in holders.items() if len({self.language.key(m) for m in found}) == 1}

    def _offices_of(self, type: str) -> dict[str, Mention]:
        """Of which state (or, for another type, body) the persons of the article hold an office."""
        named = {m.span: m for m in self.mentions if m.type == "PER"}
        offices = (m for m in self.mentions if m.type == POSITION and m.holder in named and m.parts and m.parts[0].type == type)
        return {self.language.key(named[m.holder]): m.parts[0] for m in offices if m.holder is not None}

    # ---- a sentence

    def _sentence(self, line: Row, headline: bool) -> Iterator[Claim]:
        said = tags(line, self.lexicon)
        facts = self.calendar.facts(line)
        scene = self._scene(line)
        self.speakers.hear(line, said)
        self.spoke += self.speakers.days(line, said, facts.dates)
        for rule, made in self.frames(line, headline):
            for claim in self._apply(rule, made, said):
                told = scene.complete(slots.fill(claim, made, rule, facts, said, self.lexicon, self.language))
                if self.ontology.relations[told.relation].spoken and told.date is not None and told.date not in facts.ahead:
                    self.spoke.append((told.subject, told.date))
                ahead = told.modality is Modality.HAPPENED and told.date in facts.ahead  # pertemuan pada 15 Agustus mendatang
                over = told.modality is Modality.PLANNED and told.date in facts.over  # kunjungan perdananya sejak 2018
                yield replace(told, modality=Modality.PLANNED) if ahead else replace(told, date=None) if over else told
                yield from beside.conferred(told, line, self.language, self.ontology)
        pointed = {m: holder for m in line.at if m is not None and (holder := self.discourse.offices.get(self.discourse.office(m)))}
        yield from beside.titles(line, self.mentions, pointed, self.speakers.speaking, self.lexicon, self.language, self.ontology)
        yield from beside.places(line, self.lexicon, self.language, self.ontology)
        yield from beside.members(line, self.lexicon, self.language, self.ontology)

    def _scene(self, line: Row) -> slots.Scene:
        """When and where the event took place that the sentence opens by pointing at: Dalam pertemuan itu, ...

        That is the event of the sentence before, else the one that the article told first.
        """
        if line.kind(0) is not Kind.PREP or line.kind(1) is not Kind.NP:
            return slots.Scene()
        words = line.words[line.chunks[1].first : line.chunks[1].last + 1]
        if not set(words) & self.lexicon.demonstratives:
            return slots.Scene()
        kin = {self.ontology.root(rule.relation).name for _, _, rule in self.lexicon.triggers.get(words[0], ())}
        told = [c for c in self.found if self.ontology.root(c.relation).name in kin]
        near = [c for c in told if c.evidence == self.previous]
        dated = [c for c in told if c.date]
        return slots.Scene.of((near[-1:] or dated or told)[0]) if told else slots.Scene()

    def _triggers(self, line: Row, headline: bool) -> Iterator[tuple[int, tuple[str, ...], str, Rule]]:
        """The predicates of a sentence with the rules they may state; the longest reading of a predicate counts."""
        end = 0
        for i, word in enumerate(line.words):
            if line.at[i] is not None or i < end:
                continue
            matching = [
                (words, voice, rule)
                for words, voice, rule in self.lexicon.triggers.get(word, ())
                if line.words[i : i + len(words)] == words
            ]
            longest = max((len(words) for words, _, _ in matching), default=0)
            end = i + longest
            for words, voice, rule in matching:
                if len(words) == longest and (voice != BARE or is_bare_active(line, i, headline, self.lexicon)):
                    yield i, words, voice, rule

    def _apply(self, rule: Rule, made: Frame, said: Sequence[Tag]) -> Iterator[Claim]:
        standing = status(made, self.lexicon)
        self.discourse.kin = self.ontology.root(rule.relation).name
        relation = self.ontology.relations[rule.relation]
        modality = _modality(rule, standing)
        if modality is None or (relation.static and self._is_over(made)) or _is_question(made.row):
            return
        for subject, object in self._roles(rule, made, relation):
            if self.language.key(subject.mention) == self.language.key(object.mention):
                continue
            confidence = rule.confidence * (_POINTED if subject.pointed or object.pointed else 1) * (_BESIDE if made.beside else 1)
            yield Claim(
                self.document.article.id,
                rule.relation,
                subject.mention,
                object.mention,
                self._evidence(made, subject.mention, object.mention),
                made.row.span(made.first, made.last),
                rule.name,
                modality=modality,
                polarity=standing.polarity,
                confidence=round(confidence, 2),
                attribution=self.speakers.of(made, standing, said) or self._utterer(made, subject.mention) or self._reasoner(made),
                via=self.speakers.media(made, said),
            )

    def _evidence(self, made: Frame, *names: Mention) -> Span:
        """The sentence, with the next one if that is where a name stands."""
        here = made.row.sentence.span
        behind = [m.span.end for m in names if m in self.group and m.span.start >= here.end]
        ends = (s.span.end for s in self.document.sentences if behind and s.span.end >= max(behind))
        return Span(here.start, next(ends, here.end))

    def _utterer(self, made: Frame, subject: Mention) -> tuple[Mention, ...]:
        """Who utters what somebody else does: Wong menegaskan dukungan Singapura."""
        if made.verb is None or made.verb == made.first or self.lexicon.embedding["said"].get(made.row.words[made.verb]) != ACTIVE:
            return ()
        uttering = [m for phrase in made.slots.get(SUBJECT, ()) for m in self.discourse.denote(made.row, phrase).names]
        return () if subject in uttering else tuple(dict.fromkeys(uttering))

    def _reasoner(self, made: Frame) -> tuple[Mention, ...]:
        """Whose reason this is: Putin menyambut kunjungan itu karena Indonesia merupakan mitra Rusia."""
        line, word = made.row, made.first if made.verb is None else made.verb
        k = line.chunk_of(word)
        while k >= 0 and line.kind(k) not in (Kind.SUB, Kind.STOP):
            k -= 1
        verb = next((line.chunks[j] for j in range(k - 1, -1, -1) if line.kind(j) is Kind.VERB), None)
        if verb is None or line.word(line.chunks[k]) not in self.lexicon.grammar.words("reasons"):
            return ()
        words = line.words[verb.first : verb.last + 1]
        rules = (rule for word in words for _, voice, rule in self.lexicon.triggers.get(word, ()) if voice == ACTIVE)
        if not self.lexicon.stances & set(words) and not any(self.ontology.relations[rule.relation].spoken for rule in rules):
            return ()
        group = subject_of(line, verb.last, self.lexicon)[0]
        return tuple(dict.fromkeys(m for phrase in group for m in self.discourse.denote(line, phrase).names))

    def _is_over(self, made: Frame) -> bool:
        """Is the subject called by an office that is over or not yet held? mantan gubernur yang memimpin Iowa."""
        offices = [m for p in made.slots.get(SUBJECT, ()) for m in made.row.mentions(p.first, p.last) if m.type == POSITION]
        return any(self.language.titles.kind(m.text) is None for m in offices)

    # ---- roles

    def _roles(self, rule: Rule, made: Frame, relation: Relation) -> Iterator[tuple[Role, Role]]:
        pairs = list(self._plain_roles(rule, made, relation)) or list(self._pair(rule, made, relation))
        yield from dict.fromkeys(pairs or self._each_other(rule, made, relation))

    def _each_other(self, rule: Rule, made: Frame, relation: Relation) -> Iterator[tuple[Role, Role]]:
        """A dan B saling menuduh: each does it to the other."""
        if made.first and made.row.words[made.first - 1] in self.lexicon.grammar.words("reciprocal"):
            both = self._names(made, made.slots.get(SUBJECT, ()), relation.subjects & relation.objects, rule, SUBJECT, ())
            yield from ((one, other) for one in both for other in both if one != other)

    def _plain_roles(self, rule: Rule, made: Frame, relation: Relation) -> Iterator[tuple[Role, Role]]:
        order = sorted(rule.subject, key=lambda s: s == SUBJECT) if made.beside else rule.subject  # a borrowed subject comes last
        subjects, slot = self._fill(order, made, relation.subjects, rule, ())
        subjects = subjects or self._doer(rule, made, relation)
        if not subjects:
            return
        barred = tuple(r.mention for r in subjects)
        objects: tuple[Role, ...] = ()
        if rule.antecedent and not any(made.row.mentions(p.first, p.last) for slot in rule.object for p in made.slots.get(slot, ())):
            last = next((c for c in reversed(self.found) if c.relation in rule.antecedent), None)
            objects = (Role(last.subject, True),) if last is not None else ()
        if not objects:
            others = tuple(s for s in rule.object if s != slot)
            objects, _ = self._fill(others, made, relation.objects, rule, barred, is_object=True, peoples=relation.peoples)
        for subject in subjects:
            for object in objects or self._resumed(rule, subject):
                yield subject, object

    def _doer(self, rule: Rule, made: Frame, relation: Relation) -> tuple[Role, ...]:
        """Who does what a passive names nobody for, if the article has told of one only who does such things: Brasil dikenai tarif."""
        passive = made.voice == PASSIVE or SUBJECT in rule.object
        told_of = made.row.kind(made.row.chunk_of(made.first) - 1) is Kind.REL  # wilayah yang diduduki: which, and not what was done
        if not passive or told_of or relation.symmetric or relation.spoken or relation.static:
            return ()
        if any(made.row.mentions(phrase.first, phrase.last) for slot in rule.subject for phrase in made.slots.get(slot, ())):
            return ()
        told = [c for c in self.found if c.relation == relation.name and c.polarity is Polarity.POSITIVE]
        states = {self.language.key(self.discourse.states.get(self.language.key(c.subject), c.subject)) for c in told}
        return (Role(told[-1].subject, True),) if len(states) == 1 else ()

    def _resumed(self, rule: Rule, subject: Role) -> tuple[Role, ...]:
        """The object that the sentence before has named for this subject, where a rule allows it to be left out."""
        last = next((c for c in reversed(self.found) if c.evidence == self.previous and c.relation == rule.relation), None)
        same = rule.resume and last is not None and self.language.key(last.subject) == self.language.key(subject.mention)
        return (Role(last.object, True),) if last is not None and same else ()

    def _pair(self, rule: Rule, made: Frame, relation: Relation) -> Iterator[tuple[Role, Role]]:
        for slot in rule.pair:
            others = (made.slots.get(other) for other in rule.object if other not in (OBJECT, OF))
            if slot == SUBJECT and (any(others) or (made.beside and made.slots.get(OF))):
                continue  # Inggris dan Prancis, yang bermitra dengan negara lain; sepakat bertemu di sela pertemuan PBB
            names = self._names(made, made.slots.get(slot, ()), relation.subjects, rule, slot, self.group)
            if len(names) == 1 and slot in self.lexicon.grammar.words("between"):
                other, _ = self._fill(rule.object, made, relation.objects, rule, (names[0].mention,))
                names = (*names, *other)
            if sides := self._dashed(made, made.slots.get(slot, ()), names):
                yield from sides
                return
            if len(names) > 1 and not _is_one(names[0].mention, names[1].mention):
                yield from ((names[0], other) for other in names[1:])
                return

    def _dashed(self, made: Frame, group: Group, names: Sequence[Role]) -> list[tuple[Role, Role]]:
        """Several pairs, each with a dash between the two: konflik Rusia-Ukraina serta Israel-Hamas."""
        dashed = [made.row.words[phrase.first - 1] in DASHES for phrase in group]
        pairs = len(group) // 2
        if pairs < 2 or len(names) != len(group) or dashed != [False, True] * pairs:
            return []
        return list(zip(names[::2], names[1::2], strict=True))

    def _fill(
        self,
        wanted: Sequence[str],
        made: Frame,
        types: frozenset[str],
        rule: Rule,
        barred: Sequence[Mention],
        is_object: bool = False,
        peoples: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Role, ...], str | None]:
        """The first of these slots that holds something of these types.

        peoples: types that will do as well where a phrase speaks of the people of it.
        """
        for slot in wanted:
            group = made.slots.get(slot, ())
            if not is_object:
                group = tuple(phrase for phrase in group if not self._is_populace(made.row, phrase))
            roles = self._names(made, group, types, rule, slot, barred)
            for phrase in group if peoples and not roles else ():
                if self._is_populace(made.row, phrase):
                    roles += self._names(made, (phrase,), peoples, rule, slot, barred)
            between = group and made.row.words[group[0].first] in self.lexicon.events and len(roles) > 1  # kerja sama Indonesia dan Ghana
            owned = roles and rule.owner and not between
            if is_object and TOPIC in types and group and (not roles or not self._is_name(made, group[0])) and not owned:
                topic = self._topic(made, group[0])
                listed = len(group) > 1 and all(role.pointed for role in roles)  # persoalan dunia, kawasan, dan hubungan kedua negara
                roles = (topic,) if topic else () if listed else roles
            if roles:
                return roles, slot
        return (), None

    def _names(
        self, made: Frame, group: Group, types: frozenset[str], rule: Rule, slot: str, barred: Sequence[Mention]
    ) -> tuple[Role, ...]:
        roles: list[Role] = []
        owners: list[Role] = []  # they count where nothing is named outright
        between = {made.row.words[i] for i in _between(group)} if len(group) > 1 else set()
        listed, defined = (bool(between & self.lexicon.grammar.words(name)) for name in ("listing", "defining"))
        for number, phrase in enumerate(group):
            if defined and phrase == group[0] and is_counted(made.row, phrase):
                continue  # lima negara bekas Uni Soviet, yaitu Rusia, ...
            if number and self._is_shared(made.row, group[number - 1], phrase):
                continue  # sekutu Amerika Serikat dan Israel
            offices = [m for m in made.row.mentions(phrase.first, phrase.last) if m.type == POSITION]
            if offices and POSITION in types and "PER" not in types:
                roles.append(Role(offices[0]))
                continue
            reference = self.discourse.denote(made.row, phrase, barred)
            names = [m for m in reference.names if self._allowed(m, types)]
            event = made.beside and slot == SUBJECT and made.row.words[phrase.first] in self.lexicon.events
            owning = [m for m in reference.owners if self._allowed(m, types) and not event]  # Penunjukan Ana dilakukan usai perang
            if not names and not owning and rule.owner:
                owning = self._doers(made, phrase, types, barred)
            if not names and (rule.owner or slot == OF or slot in rule.needs):
                owners += [Role(m, reference.pointed) for m in owning[:1]]
            elif not names and slot in rule.pair and made.beside:
                owners += [Role(m, reference.pointed) for m in owning]
            roles += [Role(m, reference.pointed) for m in names]
            if not names and not owning and self._is_group(made, phrase):
                roles += [Role(m, True) for m in self.group if self._allowed(m, types) and m not in barred]
        return tuple(dict.fromkeys(roles if listed and roles else [*owners, *roles]))

    def _is_shared(self, line: Row, before: Phrase, phrase: Phrase) -> bool:
        """Does what opens the phrase before, and makes it somebody else's (negara sekutu Rusia), go for this bare name too?"""
        opens = takewhile(lambda i: line.at[i] is None, range(before.first, before.last + 1))
        opaque = any(line.words[i] in self.lexicon.grammar.words("opaque") for i in opens)
        return opaque and line.at[before.last] is not None and line.at[phrase.first] is not None

    def _doers(self, made: Frame, phrase: Phrase, types: frozenset[str], barred: Sequence[Mention]) -> list[Mention]:
        """Who did what this phrase tells of without a name: mengecam aksi yang dilakukan Ben."""
        doing = done_by(made.row, made.row.chunk_of(phrase.last), self.lexicon).get(SUBJECT, ())
        return [m for other in doing for m in self.discourse.denote(made.row, other, barred).names if self._allowed(m, types)]

    def _is_populace(self, line: Row, phrase: Phrase) -> bool:
        """Does a phrase speak of those who live in a state, for which they do not act: dukungan warga AS?"""
        before = takewhile(lambda i: line.at[i] is None, range(phrase.first, phrase.last + 1))
        return any(line.words[i] in self.lexicon.grammar.words("populace") for i in before)

    def _is_group(self, made: Frame, phrase: Phrase) -> bool:
        """Does a phrase count people or states without naming them: lima tersangka, sejumlah negara?"""
        inside = range(phrase.first, phrase.last + 1)
        plurals = self.lexicon.grammar.words("plurals")
        tokens = [made.row.sentence.tokens[i] for i in inside]
        numbered = any(token.upos == "NUM" or made.row.words[i] in plurals for i, token in zip(inside, tokens, strict=True))
        told = any(token.text[:1].isupper() and token.upos == "PROPN" for token in tokens)  # beberapa negara Arab
        return numbered and not told and not made.row.mentions(phrase.first, phrase.last)

    def _allowed(self, mention: Mention, types: frozenset[str]) -> bool:
        return mention.type in types and not (mention.sense is Sense.PLACE and "PER" in types and not types & {"LOC", "FAC"})

    def _is_name(self, made: Frame, phrase: Phrase) -> bool:
        """Does a phrase begin with a name, or with a quality of one: pendukung setia Ana?"""
        words = range(phrase.first, phrase.last + 1)
        first = next((i for i in words if made.row.words[i] not in self.lexicon.grammar.words("attributes")), phrase.first)
        return made.row.at[first] is not None

    def _topic(self, made: Frame, phrase: Phrase) -> Role | None:
        """The phrase and what hangs on it as a topic, unless it is a pronoun, one word, or vague."""
        line, grammar = made.row, self.lexicon.grammar
        last, k = phrase.last, line.chunk_of(phrase.last) + 1
        between = False
        if line.kind(k) is Kind.REL and line.kind(k + 1) is Kind.NP and line.kind(k + 2) is Kind.PREP:
            k += 2  # hubungan yang erat antara A dan B
        while (
            line.kind(k + 1) is Kind.NP
            and not set(line.words[last + 1 : line.chunks[k].first]) & grammar.words("manner")
            and (self._extends(line, k) or (line.kind(k) is Kind.CONJ and (between or not line.mentions(phrase.first, last))))
        ):
            between = line.kind(k) is Kind.PREP and line.word(line.chunks[k]) in grammar.words("between")
            last, k = line.chunks[k + 1].last, k + 2
        inside = line.words[phrase.first : last + 1]
        named = bool(line.mentions(phrase.first, last))
        if (
            last == phrase.first
            or any(w in self.lexicon.demonstratives for w in inside)
            or (not named and set(inside) & grammar.words("vague"))
        ):
            return None
        span = line.span(phrase.first, last)
        return Role(
            Mention(self.document.article.id, span, span.of(self.document.article.text), TOPIC, None, line.mentions(phrase.first, last))
        )

    def _extends(self, line: Row, k: int) -> bool:
        """Does this small word tie the next phrase to a topic? di, antara, and a dash between two names."""
        chunk = line.chunks[k]
        if chunk.kind is Kind.CONJ:
            left, right = line.at[chunk.first - 1], line.at[chunk.last + 1]
            return left is not None and right is not None and left.type == right.type
        word, behind = line.word(chunk), line.chunks[k + 1]
        if chunk.kind is not Kind.PREP or word not in self.lexicon.grammar.words("topic_prepositions"):
            return False
        manner = word in self.lexicon.grammar.words("comitative") and not line.mentions(behind.first, behind.last)
        return not manner  # dengan pendekatan baru


def _between(group: Group) -> range:
    """The words from the end of a group's first phrase to the beginning of its last."""
    return range(group[0].last + 1, group[-1].first)


def _fits(rule: Rule, made: Frame) -> bool:
    """Do the words of the frame's slots meet what the rule needs and avoids?"""

    def words(slot: str) -> set[str]:
        return {w for phrase in made.slots.get(slot, ()) for w in made.row.words[phrase.first : phrase.last + 1]}

    needs = all(words(slot) & wanted for slot, wanted in dict(rule.needs).items())
    return needs and not any(words(slot) & unwanted or (ANY in unwanted and words(slot)) for slot, unwanted in dict(rule.avoids).items())


def _is_one(group: Mention, place: Mention) -> bool:
    """Is this a group of that place, and not two sides: Kristen Gaza?"""
    return group.type == "NORP" and place.type == "GPE" and place.span.start == group.span.end + 1


def _is_question(line: Row) -> bool:
    """Does the sentence end in a question mark, up to closing marks? Then it says nothing."""
    ending = next((t.text for t in reversed(line.sentence.tokens) if any(c.isalnum() or c == "?" for c in t.text)), "")
    return ending.endswith("?")


def _modality(rule: Rule, standing: Status) -> Modality | None:
    """The modality of what a rule finds; None where it says nothing: under "if", or as the mere purpose of something else."""
    if standing.conditional:
        return None
    if rule.modality is not None:
        return rule.modality
    if standing.modality is Modality.HAPPENED and standing.purpose:
        return rule.purpose
    return standing.modality


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each relation, pair and status of a sentence: the most certain."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.relation, claim.subject, claim.object, claim.evidence, claim.modality, claim.polarity)
        if key not in best or best[key].confidence < claim.confidence:
            best[key] = claim
    return list(best.values())
