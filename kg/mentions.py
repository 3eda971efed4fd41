"""Names to mentions: what the NER model marked, mended by what the article and the registry say.

A model marks a name in one sentence and misses it in the next; so a name found once is looked for everywhere in its article. The
registry adds the states and capitals that the model missed and corrects their types. Titles become mentions of their own, with their
holders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import abbreviations, extent, marked, metonymy, titles
from kg.language import Language
from kg.names import fold
from kg.types import Document, Mention, Name, Sense, Sentence, Span

_WORD = re.compile(r"\w(?:[\w'’-]*\w)?")
_JOINED = re.compile(r"\w[\w'’-]*(?: \w[\w'’-]*)+")  # words with nothing but blanks between them
_NEAR = 40  # characters on each side of a name among which a longer one is looked for
_SHORTENED = ("ORG", "EVENT", "LAW", "FAC")  # types whose names have short forms of capitals
_CERTAIN = ("GPE", "ORG", "LOC")  # types that the registry may add by itself


def find(document: Document, language: Language) -> list[Mention]:
    """The mentions of an article, in the order of the text. Names do not overlap; titles may hold names."""
    text = document.article.text
    names = marked.names(document, language)
    names = _without_overlap(extent.initialled(names, text, language.extent, language.kinds))
    names = _without_overlap([*_grown(names, text, language), *names])
    names = _without_overlap([*_spelled_out(names, text, language), *names])
    names = _without_overlap([*names, *_known(document, names, language)])
    names = _without_overlap([*_patterned(text, names, language), *names])
    names = _without_overlap([*names, *_repeats(document, names), *_behind_prefixes(text, names, language)])
    names = _meant([n for n in names if not extent.is_none(n, text, language.extent)], text, language)
    mentions = [Mention(document.article.id, n.span, n.span.of(text), n.type) for n in names]
    return sorted(m for sentence in document.sentences for m in _sentence(sentence, mentions, text, language))


def _sentence(sentence: Sentence, mentions: list[Mention], text: str, language: Language) -> list[Mention]:
    """The names and titles of a sentence. What follows a title and is known for nothing else is a person."""
    here = _with_units(sentence, [m for m in mentions if m.span in sentence.span], text, language)
    found = list(titles.find(sentence, here, language.titles, text))
    follows = {_follower(title, here, text) for title in found if title.holder is None and title.parts}
    classes = language.grammar.words("place_classes")
    new = (m for m in follows if m is not None and " " in m.text and not language.registry.named(m.text))
    persons = {m for m in new if m.text.split()[0].lower() not in classes and not _is_joined(m, text, language)}
    here = [m for m in here if language.registry.named(m.text) or not any(_abbreviates(m, title, text) for title in found)]
    led = (p for title in found if language.titles.kind(title.text) == titles.LEADS for p in title.parts)
    ruled = {p for p in led if p.type == "LOC" and not language.registry.named(p.text)}
    typed = [replace(m, type="PER" if m in persons else "GPE") if m in persons | ruled else m for m in here]
    sensed = _senses(sentence, typed, language)
    return [*sensed, *titles.find(sentence, sensed, language.titles, text)]


def _with_units(sentence: Sentence, mentions: list[Mention], text: str, language: Language) -> list[Mention]:
    """The names, with a body's unit behind a leader's title as a part of its name: Kepala [Pusat Penerangan TNI]."""
    words, tokens = [t.text.lower() for t in sentence.tokens], sentence.tokens
    named = {t.index: m for m in mentions for t in tokens if t.span in m.span}
    found = list(mentions)
    for i in range(len(words)):
        head = language.titles.head_at(words, i)
        start = i + len(head)
        if not head or i in named or start in named or language.titles.heads[head] != titles.LEADS or words[start : start + 1] == []:
            continue
        if words[start] not in language.titles.units or not tokens[start].text[:1].isupper():
            continue
        end = start
        while end < len(words) and end not in named and (tokens[end].text[:1].isupper() or words[end] in language.titles.within):
            end += 1
        body = named.get(end)
        if all(word in language.extent.generic for word in words[start:end]):
            continue  # Kepala Staf Militer Israel
        if body is not None and body.type in ("ORG", "GPE") and body in found and text[body.span.start - 1] == " ":
            span = Span(tokens[start].span.start, body.span.end)
            found[found.index(body)] = replace(body, span=span, text=span.of(text), type="ORG")
    return found


def _abbreviates(mention: Mention, title: Mention, text: str) -> bool:
    """Is this the short form of a title, in brackets in it or right behind it: Kepala Rutan (Karutan)?"""
    start, end = mention.span.start, mention.span.end
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    return bracketed and not mention.text.isupper() and (mention.span in title.span or text[title.span.end : start].strip() == "(")


def _is_joined(mention: Mention, text: str, language: Language) -> bool:
    """Does a conjunction follow, so that the mention is one of a list?"""
    following = text[mention.span.end : mention.span.end + 20].split()
    return following[:1] != [] and following[0] in language.grammar.words("conjunctions")


def _follower(title: Mention, mentions: list[Mention], text: str) -> Mention | None:
    """The name behind a title and a comma."""
    return next((m for m in mentions if text[title.span.end : m.span.start].strip() == "," and m.type != "PER"), None)


def _meant(names: list[Name], text: str, language: Language) -> list[Name]:
    """The names without short forms that the article explains otherwise: (PBB) behind a tax is not the United Nations; behind what a model
    took for a law, it is the same."""
    other, common = set(), set()
    types: dict[str, str] = {}
    for phrase, short in abbreviations.explained(text, language.grammar.words("conjunctions")):
        types |= {short.of(text): n.type for n in names if n.span == phrase and not language.registry.named(phrase.of(text))}
        is_name = any(n.span.start <= phrase.start and phrase.end <= n.span.end for n in names) or language.registry.named(phrase.of(text))
        if not is_name and not _is_body(short.of(text), language):
            other.add(short.of(text))
        if short.of(text) in language.extent.terms:
            common.add(phrase)  # Izin Usaha Pertambangan (IUP)
    kept = []
    for name in (n for n in names if n.span not in common):
        first, _, rest = name.span.of(text).partition(" ")
        if first not in other or name.type in ("EVENT", "LAW"):
            kept.append(replace(name, type=types.get(name.span.of(text), name.type)))
        elif kind := language.kinds.get(rest):
            kept.append(Name(Span(name.span.end - len(rest), name.span.end), kind))  # PBB Pati
    return kept


def _spelled_out(names: list[Name], text: str, language: Language) -> Iterator[Name]:
    """What the short form behind it shows to be a whole name, of which a model marked a part, and the short form: Norges [Bank] (NB)."""
    conjunctions = language.grammar.words("conjunctions")
    for phrase, short in abbreviations.explained(text, conjunctions):
        words = phrase.of(text).split()
        inside = [n for n in names if n.span.overlaps(phrase)]
        proper = len(words) > 1 and all(w[:1].isupper() or w in conjunctions for w in words)
        proper = proper and not language.titles.head_at([w.lower() for w in words], 0)  # Kepala Staf Angkatan Udara (KSAU)
        if proper and inside and all(n.span in phrase and n.type in _SHORTENED for n in inside):
            kind = max(inside, key=lambda n: n.span.end - n.span.start).type
            yield from (Name(phrase, kind), Name(short, kind))


def _grown(names: list[Name], text: str, language: Language) -> Iterator[Name]:
    """The longer names of the registry of which a model marked a part: [Oslo] Accords, Israel [Katz]."""
    patterns = language.names
    # Kelompok Houthi is Houthi.
    outside = patterns.heads | patterns.government | patterns.honorifics | language.titles.address | language.extent.outside
    for name in names:
        start = max(0, name.span.start - _NEAR)
        words = [Span(m.start() + start, m.end() + start) for m in _WORD.finditer(text[start : name.span.end + _NEAR])]
        inside = [i for i, word in enumerate(words) if word.overlaps(name.span)]
        if not inside:
            continue
        if text[name.span.start - 1 : name.span.start] == "-":
            words[inside[0]] = Span(name.span.start, words[inside[0]].end)  # Ganjar Pranowo-[Mahfud] MD
        for first in range(max(0, inside[0] - 2), inside[0] + 1):
            for last in range(min(len(words) - 1, inside[-1] + 2), inside[-1] - 1, -1):
                span = Span(words[first].start, words[last].end)
                added = [w.of(text) for w in (*words[first : inside[0]], *words[inside[-1] + 1 : last + 1])]
                if not added or not all(w[0].isupper() and w.lower() not in outside for w in (added[0], added[-1])):
                    continue
                known = language.registry.named(span.of(text))
                kinds = {e.type for e in known if e.type != "PER" or not _is_titled(added[0], span.of(text), language)}
                if len(kinds) == 1 and name.span in span and _JOINED.fullmatch(span.of(text)):
                    yield Name(span, kinds.pop())
                    break


def _is_titled(word: str, whole: str, language: Language) -> bool:
    """Is the first word of a person's name his title: Paus Fransiskus? Raja Juli Antoni is so called."""
    rest = whole.split(" ", 1)[-1]
    known = language.registry.named(rest, "PER") or language.registry.named(rest.split()[0])  # Raja Yordania Abdullah II
    called = word.lower() in language.titles.royal and " " in rest and not known
    return whole.startswith(f"{word} ") and bool(language.titles.head_at([word.lower()], 0)) and not called


def _known(document: Document, names: Iterable[Name], language: Language) -> Iterator[Name]:
    """States, capitals and bodies of the registry that stand in the text and were not marked."""
    taken = [n.span for n in names]
    for sentence in document.sentences:
        tokens = sentence.tokens
        i = 0
        while i < len(tokens):
            step = 1
            for size in (4, 3, 2, 1):
                if i + size > len(tokens):
                    continue
                span = Span(tokens[i].span.start, tokens[i + size - 1].span.end)
                surface = span.of(document.article.text)
                whole = surface[:1].isupper() and surface[-1:].isalnum() and "\n" not in surface and ")" not in surface
                if not whole or any(span.overlaps(t) for t in taken):
                    continue
                body = {"ORG"} if _is_body(surface, language) else set()
                types = {e.type for e in language.registry.named(surface)} or body
                before = tokens[i - 1].text.lower() if i else ""
                certain = _is_certain(surface, before, language)
                if len(types) == 1 and ((kind := next(iter(types))) in _CERTAIN or " " in surface) and certain:
                    yield Name(span, kind)
                    step = size
                    break
            i += step


def _is_body(surface: str, language: Language) -> bool:
    """Is this the short form of a ministry's name, standing alone: Kemenlu?"""
    body = language.names.body(surface)
    return body is not None and not body[1] and " " not in surface and fold(surface) != fold(body[0].name)


def _patterned(text: str, names: Iterable[Name], language: Language) -> Iterator[Name]:
    """Names by the language's patterns, where a model errs: konflik Thailand-Kamboja, pemilu 2023."""
    named = list(names)
    for kind, patterns in language.patterns.items():
        for pattern in patterns:
            full = pattern
            for place, types in (("{GPE}", ("GPE",)), ("{ORG}", ("ORG",)), ("{PARTY}", ("GPE", "ORG"))):
                full = full.replace(place, _any_of(named, text, *types))
            for match in re.finditer(rf"(?<!\w)(?i:{full})(?!\w)", text):
                yield Name(Span(*match.span()), kind)


def _any_of(names: Iterable[Name], text: str, *types: str) -> str:
    """A pattern for any name of these types, as it is written."""
    found = sorted({n.span.of(text) for n in names if n.type in types}, key=lambda p: (-len(p), p))
    return f"(?-i:{'|'.join(map(re.escape, found))})" if found else r"(?!)"


def _is_certain(surface: str, before: str, language: Language) -> bool:
    """Is this text nothing but a name, behind this word? A common word may begin a sentence (Nilai) or stand in a headline."""
    if surface.lower() in language.extent.common:
        return before in language.extent.where
    if " " in surface or surface in language.known or surface.isupper() or not surface.isalpha():
        return True
    return before in language.extent.sources or _is_body(surface, language)


def _repeats(document: Document, names: Iterable[Name]) -> Iterator[Name]:
    """Unmarked repeats of names that were marked elsewhere in the article; for persons, of their single words as well."""
    text = document.article.text
    forms: dict[str, str] = {}
    for name in names:
        surface = name.span.of(text)
        if len(surface) > 2:
            forms.setdefault(surface, name.type)
    for surface, kind in list(forms.items()):
        if kind == "PER":
            for part in surface.split():
                if len(part) > 3 and part[:1].isupper() and part.isalpha():
                    forms.setdefault(part, kind)
    if not forms:
        return
    pattern = re.compile(r"(?<![\w-])(?:{})(?![\w-])".format("|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))))
    starts = {t.span.start for s in document.sentences for t in s.tokens}
    ends = {t.span.end for s in document.sentences for t in s.tokens}
    for match in pattern.finditer(text):
        if match.start() in starts and match.end() in ends:
            yield Name(Span(*match.span()), forms[match[0]])


def _behind_prefixes(text: str, names: Iterable[Name], language: Language) -> Iterator[Name]:
    """Names known from elsewhere in words with a prefix: anti-Israel. No word is theirs alone: they are mentioned, and act nowhere."""
    forms = {name.span.of(text): name.type for name in names}
    prefixes = "|".join(sorted(language.grammar.words("name_prefixes")))
    for match in re.finditer(rf"(?<!\w)(?i:{prefixes})-([A-Z]\w*(?: [A-Z]\w*)*)", text):
        words = match[1].split()
        for end in range(len(words), 0, -1):
            surface = " ".join(words[:end])
            known = {e.type for e in language.registry.named(surface)}
            if kind := forms.get(surface, next(iter(known)) if len(known) == 1 else ""):
                yield Name(Span(match.start(1), match.start(1) + len(surface)), kind)
                break


def _without_overlap(names: Iterable[Name]) -> list[Name]:
    """The names in order, the earlier given winning where two overlap."""
    kept: list[Name] = []
    for name in names:
        if not any(name.span.overlaps(k.span) for k in kept):
            kept.append(name)
    return sorted(kept)


def _senses(sentence: Sentence, mentions: list[Mention], language: Language) -> list[Mention]:
    """The mentions with the sense of those that may stand for a government."""
    result: list[Mention] = []
    previous: Sense | None = None
    for i, mention in enumerate(mentions):
        entries = language.registry.named(mention.text, mention.type)
        sense: Sense | None = None
        if any(e.state for e in entries) and mention.type != "PER":
            on = [t.index for t in sentence.tokens if t.span in mention.span]
            if on:
                before = mentions[i - 1] if i and mentions[i - 1].span.end + 2 >= mention.span.start else None
                after = mentions[i + 1] if i + 1 < len(mentions) and mention.span.end + 2 >= mentions[i + 1].span.start else None
                sense = metonymy.sense(sentence, on[0], on[-1], before, after, previous, language.metonymy)
        previous = sense or (Sense.ACTOR if mention.type in ("GPE", "ORG", "PER") else None)
        kind = "ORG" if sense is Sense.ACTOR and mention.type == "FAC" else mention.type  # the Kremlin that denies is no building
        result.append(Mention(mention.document, mention.span, mention.text, kind, sense))
    return result
