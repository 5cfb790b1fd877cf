"""Quotations credited at the end of their paragraph, without a cue.

Round-ups quote other outlets so (`BRIDGE CLOSES “The last train left at noon.” [The Harbour Post.]`), and articles that
let readers or passers-by speak (`“I crossed it every day.” — Nora Pell, 61, baker`; `“It is gone.” (Tom Adair)`;
`“Good riddance.” Jonas Rook, 24`). Posts are embedded so, without marks: `The water is rising. — Ines Caro (@inescaro)
June 4, 2019`. The credit may have a line of its own, above or below the words.
"""

from __future__ import annotations

import re

from onrecord.find.quotations.clauses import is_dash, sentence_like
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.phrases import Attribution, claim
from onrecord.find.quotations.speech import FINITE
from onrecord.find.quotations.subjects import trimmed_range

__all__ = ["credit_line", "credited", "signature"]

_DASHES = frozenset({"—", "–", "-", "--", "―"})
_LONGEST = 14
"""Most tokens of a credit: a name, an age, a trade, a place. What is longer is a sentence."""
_BRACKETED = 5
"""Most tokens in square brackets that are a source's name: more is a remark."""
_SMALL = frozenset({"of", "the", "and", "&", "for", "in", "."})
_ENDS = frozenset({".", "?", "!", ":"})
_TWO = 2
_LINK = re.compile(r"https?://|pic\.twitter|\bt\.co/", re.IGNORECASE)


def credited(g: Grammar, used: list[bool]) -> list[Attribution]:
    """The sentences between marks, not `used` yet, of a paragraph that ends in a credit: one attribution or none."""
    post = _posted(g)
    if post is not None and not any(used[slice(*post.content[0])]):
        return [claim(post, used)]
    tail = g.whole[-1][1] if g.whole else len(g.words)
    if tail >= len(g.words):
        return []
    credit = _bracketed(g, tail) or (_signed(g, tail) if _only_quoted(g) else None)
    if credit is None:
        return []
    content = tuple(w for w in g.whole if not any(used[slice(*w)]) and _stands_alone(g, w[0]))
    return [claim(Attribution("direct", content, None, None, credit, "credited"), used)] if content else []


def signature(g: Grammar) -> Range | None:
    """The words of a line that names who spoke the paragraph above: `— Ann Roe, keeper of the light`."""
    if len(g.words) > _LONGEST or not g.words or g.words[0][:1] not in _DASHES or any(q >= 0 for q in g.quote):
        return None
    first = 1 if g.words[0] in _DASHES else 0
    return trimmed_range(g, first, len(g.words))


def credit_line(g: Grammar) -> Range | None:
    """The words of a paragraph that is a full name, with an age or a trade at most."""
    return _signed(g, 0) if g.words and not g.whole and _full_name(g, 0, len(g.words)) else None


def _posted(g: Grammar) -> Attribution | None:
    """A post as pages embed it: its words, a dash, the author's name and handle, and the day or nothing."""
    handle = next((i for i in range(len(g.words) - 1, 0, -1) if g.words[i].startswith("@")), 0)
    if g.words[handle - 1 : handle] != ["("] or any(g.tags[i] in FINITE for i in range(handle, len(g.words))):
        return None
    dash = next((i for i in range(handle - 2, max(handle - _LONGEST, 0), -1) if is_dash(g, i)), None)
    name = trimmed_range(g, dash + 1, handle - 1) if dash is not None else None
    last = dash or 0
    while last > 0 and _LINK.search(g.words[last - 1]):
        last -= 1
    if name is None or len(g.words) - handle > _LONGEST or last == 0 or any(q >= 0 for q in g.quote[:last]):
        return None
    return Attribution(
        "direct", ((0, last),), None, None, (name[0], handle + 2), "credited", None, (g.starts[0], g.ends[last - 1])
    )


def _bracketed(g: Grammar, tail: int) -> Range | None:
    """The name in square brackets that the paragraph ends with, after other words or none."""
    end = len(g.words)
    while end > tail and g.words[end - 1] == ".":
        end -= 1
    if end - tail <= _TWO or g.words[end - 1] != "]":
        return None
    first = next((i + 1 for i in range(end - 2, max(end - _BRACKETED - 3, tail - 1), -1) if g.words[i] == "["), end)
    name = trimmed_range(g, first, end - 1) if first < end else None
    if name is None or not all(g.words[i][:1].isupper() or g.lower[i] in _SMALL for i in range(*name)):
        return None
    return name


def _signed(g: Grammar, tail: int) -> Range | None:
    """The words after the last quotation, if they name somebody: after a dash, in brackets, or as a bare full name."""
    first, last = tail, len(g.words)
    set_off = is_dash(g, first) or g.words[first].startswith(("—", "–", "--"))
    if g.words[first] == "(" and g.words[last - 1] == ")":
        first, last = first + 1, last - 1
    elif is_dash(g, first):
        first += 1
    words = trimmed_range(g, first, last)
    if words is None or words[1] - words[0] > _LONGEST or any(g.tags[i] in FINITE for i in range(*words)):
        return None
    return words if _full_name(g, words[0], last) or (set_off and g.tags[words[0]] == "NNP") else None


def _full_name(g: Grammar, first: int, last: int) -> bool:
    """Whether the tokens are two or more of a name, and nothing or a comma after it."""
    at = first
    while at < last and g.tags[at] == "NNP":
        at += 1
    return at - first >= _TWO and (at == last or g.words[at] == ",")


def _only_quoted(g: Grammar) -> bool:
    """Whether the paragraph begins with a quotation, and nothing stands between one and the next."""
    return g.whole[0][0] == 0 and all(a[1] == b[0] for a, b in zip(g.whole, g.whole[1:], strict=False))


def _stands_alone(g: Grammar, first: int) -> bool:
    """Whether the quotation that begins at `first` is a sentence of its own, after a heading in capitals at most."""
    lead = range(g.units[g.unit_of[first]][0], first)
    opens = not any(c.islower() for i in lead for c in g.words[i]) or g.words[first - 1] in _ENDS
    return opens and sentence_like(g, g.quote[first])
