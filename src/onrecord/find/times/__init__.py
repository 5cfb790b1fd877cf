"""Time expressions: TIMEX3 with values, by rules (TimeML 1.2.1 for extents and values).

The grammar finds them, builders say what they mean, the parse gives the tense of the verb that governs each, and
`when.settle` fills in what the article's own day of publication, or the date last spoken of, settles. What stays open
waits, with its tense, for what the coverage knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from onrecord.edtf import Bounds, approximate, bounds, precision
from onrecord.find.parse import Paragraph, Parsed
from onrecord.find.times.cut import Cut, Draft
from onrecord.find.times.grammar import grammar, passages
from onrecord.find.times.lex import Lexed, lex, time_words
from onrecord.find.times.links import linked, numeric_order, ordered
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
ACRONYM = 4
"""Letters up to which a word of a date in capitals is an acronym (`DEC`, `SUN`), unless its neighbours shout too."""
LOOK_AROUND = 3
"""Words before and after a time that are searched for one which says that it lies ahead (`due in December`)."""


def find_times(parsed: Parsed) -> tuple[StatedTime, ...]:
    """The time expressions of an article, in text order, none overlapping another."""
    drafted = [
        (paragraph, lexed, linked(lexed, list(_drafts(paragraph, lexed))))
        for paragraph in parsed.paragraphs
        for lexed in (lex(paragraph.text),)
    ]
    order = numeric_order(parsed.article, (d for _, _, drafts in drafted for d in drafts))
    found = [_stated(p, lexed, ordered(draft, order)) for p, lexed, drafts in drafted for draft in drafts]
    return settle(found, _published_day(parsed.article))


def _published_day(article: Article) -> Bounds | None:
    """The day of publication, None unless it is known to the day."""
    if article.published and precision(article.published) == "day":
        return bounds(article.published)
    return None


def _drafts(paragraph: Paragraph, lexed: Lexed) -> Iterator[Draft]:
    """What the grammar finds, from left to right; where a builder declines, the search goes on one token further."""
    scan = grammar().search
    done = 0
    for passage in passages().finditer(lexed.letters):
        at = max(done, passage.start())
        while match := scan(lexed.letters, at, passage.end()):
            draft = BUILDERS[match.lastgroup or ""](Cut(lexed, match.start(), match.end()))
            if draft is None or (draft.name_like and _is_name(paragraph, lexed, draft)):
                at = match.start() + 1
                continue
            both = (draft, draft.also) if draft.also else (draft,)
            if not draft.no_time:
                yield from both
            at = done = max(both[-1].last, match.start() + 1)


def _stated(paragraph: Paragraph, lexed: Lexed, draft: Draft) -> StatedTime:
    start, end = lexed.start(draft.first), lexed.end(draft.last - 1)
    open_, edtf = draft.open, None
    if open_ is None and draft.type in ("DATE", "TIME"):
        edtf = draft.value[:4] if draft.value.endswith("-XX-XX") and draft.order else edtf_of(draft.value, draft.mod)
        edtf = approximate(edtf) if edtf and draft.fiscal else edtf
        open_ = OpenTime("explicit") if edtf or draft.link else None
    if open_ is not None:
        open_ = replace(open_, tense=_tense(paragraph, lexed, draft), link=draft.link)
        if open_.form == "event":
            open_ = replace(open_, of=_happening(lexed, draft))
    return StatedTime(
        paragraph.span(start, end), draft.type, draft.value, draft.mod, draft.begin, draft.end, draft.quant,
        draft.freq, edtf, "explicit" if edtf else "none", open_,
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
    if last.lower_ in ("current", "recent") and last.tag_ != "JJ":
        return True
    if last.text.isupper() and last.is_alpha and len(last.text) <= ACRONYM and not _shouted(tokens):
        return True
    if last.ent_type_ == "PERSON":
        return last.tag_ in ("NNP", "NNPS")
    if last.ent_type_ not in _NAME_LABELS or last.i + 1 >= len(paragraph.doc):
        return False
    following = paragraph.doc[last.i + 1]
    return following.ent_iob_ == "I" and following.text[:1].isupper()


def _shouted(tokens: Span) -> bool:
    """Whether the word beside some tokens is in capitals too, as in a headline: alone, `DEC` is an acronym."""
    beside = [tokens.doc[i] for i in (tokens.start - 1, tokens.end) if 0 <= i < len(tokens.doc)]
    words = [t for t in beside if t.is_alpha]
    return not words or any(t.text.isupper() and len(t.text) > 1 for t in words)


def _tense(paragraph: Paragraph, lexed: Lexed, draft: Draft) -> Tense | None:
    """The tense of the verb that governs the time, or future where the words beside it say that it lies ahead."""
    lists = time_words().lists
    near = [lexed.word(draft.first - n) for n in range(1, LOOK_AROUND + 1)] + [lexed.word(draft.last)]
    if _lies_ahead(near, of_day=draft.open is not None and draft.open.unit == "D"):
        return "future"
    token = _token(paragraph, lexed.start(draft.first), lexed.end(draft.last - 1))
    verb = _governor(token) if token is not None else None
    if token is None or verb is None:
        return "future" if near[0] in lists.ahead_next else None
    if near[0] in ("for", "to", "until") and verb.lower_ in lists.arranging:
        return "future"
    if near[0] not in lists.ahead_next and _said_right_before(paragraph, lexed, draft):
        return "past"
    if _possessive_of_the_past(lexed, draft):
        return "past"
    tense = _tense_of(verb, perfect="present" if draft.open is not None and draft.open.form == "event" else "past")
    if near[0] in lists.ahead_next:
        return "past" if tense == "past" and verb.tag_ != "VB" and verb.lower_ not in lists.giving else "future"
    return tense


def _said_right_before(paragraph: Paragraph, lexed: Lexed, draft: Draft) -> bool:
    """Whether a verb in the past tense stands right before the time (`said Tuesday`), whatever the parse ties it to."""
    last = draft.first - (2 if lexed.word(draft.first - 1) == "on" else 1)
    token = _token(paragraph, lexed.start(last), lexed.end(last)) if last >= 0 else None
    return token is not None and token.tag_ == "VBD" and token.dep_ not in ("aux", "auxpass")


def _possessive_of_the_past(lexed: Lexed, draft: Draft) -> bool:
    """`Friday's crash`: past, whatever is going to come of it; `Friday's vote` may be still ahead."""
    bare_day = (
        draft.open is not None and draft.open.form == "nearest" and (draft.open.pattern or "").startswith("XXXX-W")
    )
    if not bare_day or lexed.word(draft.last) != "'" or lexed.word(draft.last + 1) != "s":
        return False
    following = {lexed.word(draft.last + 2), lexed.word(draft.last + 3)}
    return not following & time_words().lists.appointed


def _lies_ahead(near: Sequence[str], *, of_day: bool) -> bool:
    """Whether the words beside a time say that it lies ahead; `than expected` looks back."""
    lists = time_words().lists
    if any(word in ("than", "as") for word in near[1:]):
        return False
    return any(word in lists.ahead or (word in lists.ahead_months and not of_day) for word in near)


def _governor(token: Token) -> Token | None:
    """The verb that a time depends on."""
    for _ in range(STEPS_UP):
        if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
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
