"""Time expressions: TIMEX3 with values, by rules (TimeML 1.2.1 for extents and values).

The grammar finds them, builders say what they mean, the parse gives the tense of the verb that governs each, and
`when.settle` fills in what the article's own day of publication, or the date last spoken of, settles. What stays open
waits, with its tense, for what the coverage knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from onrecord.edtf import Bounds, bounds, precision
from onrecord.find.parse import Paragraph, Parsed
from onrecord.find.times.cut import Cut, Draft
from onrecord.find.times.grammar import grammar, passages
from onrecord.find.times.lex import Lexed, lex, time_words
from onrecord.find.times.values import BUILDERS
from onrecord.model import Article, OpenTime, StatedTime, Tense
from onrecord.timex import edtf_of
from onrecord.when import settle

__all__ = ["find_times"]

_NAME_LABELS = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "GPE", "LAW"})
STEPS_UP = 12
"""Steps from a time to the verb that governs it: more are a runaway parse."""
LONGEST_PHRASE = 12
"""Tokens of the phrase after `after`: it begins with the happening's name."""
LOOK_AROUND = 3
"""Words before and after a time that are searched for one which says that it lies ahead (`due in December`)."""


def find_times(parsed: Parsed) -> tuple[StatedTime, ...]:
    """The time expressions of an article, in text order, none overlapping another."""
    found = [_stated(paragraph, lexed, draft) for paragraph, lexed, draft in _drafts(parsed)]
    return settle(found, _published_day(parsed.article))


def _published_day(article: Article) -> Bounds | None:
    """The day of publication, None unless it is known to the day."""
    if article.published and precision(article.published) == "day":
        return bounds(article.published)
    return None


def _drafts(parsed: Parsed) -> Iterator[tuple[Paragraph, Lexed, Draft]]:
    """What the grammar finds, from left to right; where a builder declines, the search goes on one token further."""
    scan = grammar().search
    for paragraph in parsed.paragraphs:
        lexed = lex(paragraph.text)
        done = 0
        for passage in passages().finditer(lexed.letters):
            at = max(done, passage.start())
            while match := scan(lexed.letters, at, passage.end()):
                draft = BUILDERS[match.lastgroup or ""](Cut(lexed, match.start(), match.end()))
                if draft is None or (draft.name_like and _is_name(paragraph, lexed, draft)):
                    at = match.start() + 1
                    continue
                if not draft.no_time:
                    yield paragraph, lexed, draft
                at = done = max(draft.last, match.start() + 1)


def _stated(paragraph: Paragraph, lexed: Lexed, draft: Draft) -> StatedTime:
    start, end = lexed.start(draft.first), lexed.end(draft.last - 1)
    open_, edtf = draft.open, None
    if open_ is None and draft.type in ("DATE", "TIME"):
        edtf = edtf_of(draft.value, draft.mod)
        open_ = OpenTime("explicit") if edtf else None
    if open_ is not None:
        open_ = replace(open_, tense=_tense(paragraph, lexed, draft))
        if open_.form == "event":
            open_ = replace(open_, of=_happening(lexed, draft))
    return StatedTime(
        paragraph.span(start, end), draft.type, draft.value, draft.mod, None, None, draft.quant, draft.freq,
        edtf + "?" if edtf and draft.uncertain else edtf, "explicit" if edtf else "none", open_,
    )  # fmt: skip


# ------------------------------------------------------------------ what the parse says
def _token(paragraph: Paragraph, start: int, end: int) -> Token | None:
    tokens = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return tokens.root if tokens is not None else None


def _is_name(paragraph: Paragraph, lexed: Lexed, draft: Draft) -> bool:
    """Whether a bare word of a date is part of a name (`May Lumber Co.`, `the Sunday Herald`) or another word."""
    start, end = lexed.start(draft.first), lexed.end(draft.last - 1)
    tokens = paragraph.doc.char_span(start, end, alignment_mode="expand")
    if tokens is None:
        return False
    last = tokens[-1]
    if last.lower_ in ("may", "march", "spring", "fall") and last.tag_ in ("MD", "VB", "VBP", "VBD", "VBZ"):
        return True
    if last.ent_type_ == "PERSON":
        return last.tag_ in ("NNP", "NNPS")
    if last.ent_type_ not in _NAME_LABELS or last.i + 1 >= len(paragraph.doc):
        return False
    following = paragraph.doc[last.i + 1]
    return following.ent_iob_ == "I" and following.text[:1].isupper()


def _tense(paragraph: Paragraph, lexed: Lexed, draft: Draft) -> Tense | None:
    """The tense of the verb that governs the time, or future where the words beside it say that it lies ahead."""
    lists = time_words().lists
    near = [lexed.word(draft.first - n) for n in range(1, LOOK_AROUND + 1)] + [lexed.word(draft.last)]
    if near[0] in lists.ahead_next or any(word in lists.ahead for word in near):
        return "future"
    token = _token(paragraph, lexed.start(draft.first), lexed.end(draft.last - 1))
    for _ in range(STEPS_UP):
        if token is None:
            return None
        if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass", "amod"):
            if near[0] in ("for", "to", "until") and token.lower_ in lists.arranging:
                return "future"
            now = draft.open is not None and draft.open.form == "event"
            return _tense_of(token, perfect="present" if now else "past")
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _tense_of(verb: Token, *, perfect: Tense = "past") -> Tense | None:
    """The tense of a verb with its auxiliaries; an infinitive points ahead, a participle follows its own verb.

    `perfect` is what a present perfect counts as.
    """
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(h.lower_ in time_words().lists.future_auxiliaries for h in helpers):
        return "past" if any(h.lower_ in ("have", "'ve", "’ve") for h in helpers) else "future"
    if verb.tag_ == "VBD" or any(h.tag_ == "VBD" for h in helpers):
        return "past"
    if any(h.lower_ in ("have", "has", "'ve", "’ve") for h in helpers):
        return perfect
    if verb.tag_ == "VB" and any(h.tag_ == "TO" for h in helpers):
        head = verb.head
        if head.i == verb.i or head.lower_ in time_words().lists.planning or not head.tag_.startswith("VB"):
            return "future"
        return _tense_of(head)
    if verb.tag_ == "VBN" and not helpers:
        return "past"
    if verb.tag_ == "VBG" and not helpers:
        return _tense_of(verb.head) if verb.head.i != verb.i and verb.head.tag_.startswith("VB") else None
    return "present" if verb.tag_ in ("VBZ", "VBP", "VBG", "VBN") else None


def _happening(lexed: Lexed, draft: Draft) -> str | None:
    """The words after `after` or `before`, up to the first mark: the phrase that names what an offset counts from."""
    first = last = draft.last + 1
    end = min(first + LONGEST_PHRASE, len(lexed.spans))
    while last < end and lexed.printed(last) not in (",", ".", ";", "—", "(", ":"):
        last += 1
    return lexed.text[lexed.start(first) : lexed.end(last - 1)] if last > first else None
