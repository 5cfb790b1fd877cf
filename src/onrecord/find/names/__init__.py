"""Names: persons, organizations, places, groups and works that an article mentions by name.

The language model proposes, the article decides: `candidates` cuts the model's spans and adds what stands beside a
telling word, `kinds` settles each wording's kind once for the whole article, and then every place where a settled
wording stands is a mention, whether the model saw it there or not. In headlines, where every word has a capital, only
wordings that the running text confirms count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from onrecord.find.names.candidates import OPENS, PROPER, Candidate, Tokens, candidates, is_title_before, tokens_of
from onrecord.find.names.cues import Evidence, Form, observe
from onrecord.find.names.dictionary import in_dictionary
from onrecord.find.names.gender import genders
from onrecord.find.names.headlines import in_headline
from onrecord.find.names.kinds import decide, last_name
from onrecord.find.parse import Paragraph, Parsed
from onrecord.find.tree import TABLES
from onrecord.model import Name, NameKind
from onrecord.namewords import name_words

__all__ = ["find_names"]

ENDS = frozenset(".!?”\"’'…)")
MIN_WORDS = 4
"""Fewest long words of a heading whose capitals can be judged; a shorter one is read as it stands."""
MAX_HEADING = 20
"""Most tokens of a heading."""
CAPITALISED, SHOUTED = 0.6, 0.7
"""Share of long words with a first capital, and all in capitals, from which on capitals say nothing."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `[first, last)` of a paragraph that are a name."""

    first: int
    last: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The article's settled wordings: kinds, and by their first word all of them, longest first.

    `lasts` are the last names of people whom the article names in full, `common` its words without a capital.
    """

    kinds: Mapping[Form, NameKind]
    by_first: Mapping[str, tuple[Form, ...]]
    common: frozenset[str]
    lasts: frozenset[Form]


def find_names(parsed: Parsed) -> tuple[Name, ...]:
    """All names in the article's own words, in text order, without titles and possessives; none overlap."""
    read = [(p, tokens_of(p.tree)) for p in parsed.paragraphs]
    body = [(p, t) for p, t in read if not _headline(p, t)] or read
    common = _common(parsed)
    evidence: dict[Form, Evidence] = {}
    proposed: dict[int, list[Candidate]] = {}
    for paragraph, tokens in body:
        proposed[paragraph.block] = list(candidates(paragraph.doc, tokens))
        observe(evidence, tokens, proposed[paragraph.block], common, partial(in_dictionary, paragraph.doc.vocab))
    lexicon = _lexicon(decide(evidence), evidence, [tokens for _, tokens in body])
    found: list[tuple[Paragraph, Tokens, tuple[Mention, ...]]] = []
    for paragraph, tokens in read:
        spots = proposed.get(paragraph.block)
        if spots is None:
            mentions = tuple(_mentions(tokens, lexicon, None, in_headline(paragraph, tokens)))
        else:
            mentions = tuple(_mentions(tokens, lexicon, _places(spots), {}))
        found.append((paragraph, tokens, mentions))
    told = genders([(p.tree, t, [(m.first, m.last) for m in ms if m.kind == "person"]) for p, t, ms in found])
    return tuple(_name(p, t, m, told.get((i, m.first))) for i, (p, t, ms) in enumerate(found) for m in ms)


def _common(parsed: Parsed) -> Callable[[str], bool]:
    """Whether a lower-case word is a common noun of the model's dictionary."""
    if not parsed.paragraphs:
        return lambda word: False
    nouns = parsed.paragraphs[0].doc.vocab.lookups.get_table(TABLES[1]).get("noun", ())
    return lambda word: word in nouns


def _headline(paragraph: Paragraph, tokens: Tokens) -> bool:
    """Whether the capitals of a paragraph mean nothing: a heading with most words capitalised, or all in capitals.

    Headings that were taken for running text are known by the full stop that they lack.
    """
    long = [w for w in tokens.words if w.isalpha() and (len(w) > 3 or w.isupper())]
    if len(long) < MIN_WORDS:
        return False
    if sum(w.isupper() for w in long) > SHOUTED * len(long):
        return True
    if paragraph.kind == "prose" and (tokens.words[-1] in ENDS or len(tokens.words) > MAX_HEADING):
        return False
    return sum(w[0].isupper() for w in long) > CAPITALISED * len(long)


def _lexicon(kinds: dict[Form, NameKind], evidence: Mapping[Form, Evidence], body: list[Tokens]) -> Lexicon:
    """The settled wordings and what full names are cut to: last names, bodies without `Inc.`, teams without a town."""
    known = name_words()
    common = frozenset(word for tokens in body for word in tokens.words if word.islower())
    for word in [f[0] for f in kinds if len(f) == 1 and f[0] not in known.firsts and f[0].lower() in common]:
        once = evidence[(word,)].labels.total() == 1 and not evidence[(word,)].sure
        if once and kinds[(word,)] in ("person", "organization") and not word.isupper():
            del kinds[(word,)]  # `Ferry` at the head of a sentence of an article that has `ferry`
    full = [f for f, kind in kinds.items() if kind == "person" and len(f) > 1]
    lasts = frozenset(last_name(form) for form in full if last_name(form)[0] not in known.places)
    for last in sorted(lasts):
        if len(last[0]) > 2 and last[0] not in known.never and last not in kinds:
            kinds[last] = "person"
    for form in [f for f, kind in kinds.items() if kind == "organization" and len(f) > 1]:
        if form[-1] in known.body_suffixes and form[:-1] not in kinds and form[0] not in known.body_openers:
            kinds[form[:-1]] = "organization"
        elif form[-1].endswith("s") and form[-1] not in known.body_words and form[-1].lower() not in common:
            kinds.setdefault(form[-1:], "organization")  # `Grebes` for `Redmoor Grebes`
    by_first: dict[str, list[Form]] = {}
    for form in kinds:
        by_first.setdefault(form[0], []).append(form)
    return Lexicon(kinds, {k: tuple(sorted(v, key=lambda f: (-len(f), f))) for k, v in by_first.items()}, common, lasts)


def _places(spots: list[Candidate]) -> frozenset[int]:
    """All tokens that some candidate covers."""
    return frozenset(i for c in spots for i in range(c.first, c.last))


def _mentions(
    tokens: Tokens, lexicon: Lexicon, proposed: frozenset[int] | None, own: Mapping[int, Candidate]
) -> Iterator[Mention]:
    """Every place of a settled wording, the longest first; `proposed` is None in a headline, `own` are its names.

    A name of the headline's own stands where it is longer than the wording that the text settles.
    """
    words, by_first = tokens.words, lexicon.by_first
    at, size = 0, len(words)
    kind: NameKind
    while at < size:
        forms = by_first.get(words[at]) or (by_first.get(words[at].title()) if words[at].isupper() else None)
        taken, kind = 0, "other"
        for form in forms or ():
            if _stands(form, words, at) and _counts(form, tokens, at, lexicon, proposed):
                taken = len(form)
                kind = lexicon.kinds[form]
                break
        if at in own and own[at].last - at > taken:
            taken, kind = own[at].last - at, own[at].kind
        if taken:
            yield Mention(at, at + taken, kind)
        at += taken or 1


def _stands(form: Form, words: tuple[str, ...], at: int) -> bool:
    """Whether `form` stands at token `at`, also in capitals throughout."""
    here = words[at : at + len(form)]
    return here == form or (len(form[0]) > 2 and here == tuple(word.upper() for word in form))


def _counts(form: Form, tokens: Tokens, at: int, lexicon: Lexicon, proposed: frozenset[int] | None) -> bool:
    """Whether a place of a single word is a mention: the model saw it, or it is a proper noun and no common word."""
    if len(form) > 1:
        return True
    if proposed is not None and at in proposed:
        return True
    rare = form[0].lower() not in lexicon.common
    if proposed is None:
        return lexicon.kinds[form] not in ("work", "other") and rare
    opens = not at or tokens.words[at - 1] in OPENS  # `Grebes won again`: the first word of a sentence is tagged a noun
    noun = opens and tokens.tags[at] in ("NN", "NNS") and lexicon.kinds[form] not in ("work", "other")
    proper = tokens.tags[at] in PROPER or ((noun or form in lexicon.lasts) and rare)
    return proper and not _inside(tokens, at)


def _inside(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` is part of a longer run of proper nouns, so that alone it may name another."""
    before = at and tokens.tags[at - 1] in PROPER and tokens.words[at - 1][:1].isupper()
    after = at + 1 < len(tokens.words) and tokens.tags[at + 1] in PROPER and tokens.words[at + 1][:1].isupper()
    return bool((before and not is_title_before(tokens.words, at)) or after)


def _name(paragraph: Paragraph, tokens: Tokens, mention: Mention, gender: str | None) -> Name:
    start = tokens.starts[mention.first]
    end = tokens.starts[mention.last - 1] + len(tokens.words[mention.last - 1])
    start, end = _bare(paragraph.text, start, end)
    length = is_title_before(tokens.words, mention.first) if mention.kind == "person" else 0
    title = " ".join(tokens.words[mention.first - length : mention.first]) if length else None
    shown = gender if gender in ("male", "female") else None
    return Name(
        paragraph.span(start, end),
        mention.kind,
        paragraph.text[start:end],
        title,
        shown,  # type: ignore[arg-type]
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Character offsets without quotation marks, a glued possessive, or a full stop that ends the sentence."""
    for clitic in ("’s", "'s", "‘s"):
        if text[start:end].endswith(clitic) and end - start > len(clitic) + 1:
            end -= len(clitic)
    while end - start > 1 and text[end - 1] in "’'”\",;:‘“":
        end -= 1
    while end - start > 1 and text[start] in "’'”\"“‘@#":
        start += 1
    return start, end
