"""What a story is called: the phrase that its articles hold and others do not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from onrecord.join.coverage import Coverage
from onrecord.join.stories.terms import Terms
from onrecord.tokens import content_words

__all__ = ["named"]

_PAIR = re.compile(r"[a-z](?<!\w.)[a-z]{2,}(?= ([a-z]{3,})\b)", re.DOTALL)
"""A word in lower case, with the one beside it: `oil spill`."""
LEADING = 1500
"""Characters from the start of an article in which phrases are looked for: it says there what it is about."""
MANY = 0.9
"""A phrase of several words is taken before a single one that tells the story only a little better."""


def named(coverage: Coverage, terms: Terms, home: Mapping[str, int]) -> dict[int, str]:
    """A name for each story that has one, by its number; no two have the same."""
    held: Counter[str] = Counter()
    of_story: dict[int, Counter[str]] = defaultdict(Counter)
    for article in terms.articles:
        phrases = _phrases(coverage, article)
        held.update(phrases)
        if article in home:
            of_story[home[article]].update(phrases)
    sizes = Counter(home.values())
    names: dict[int, str] = {}
    for number in sorted(sizes, key=lambda n: (-sizes[n], n)):
        taken = set(names.values())
        ranked = sorted(
            (
                (_telling(phrase, count, held[phrase], sizes[number]), phrase)
                for phrase, count in of_story[number].items() if count > 1 and _tells(phrase)
            ),
            key=lambda r: (-r[0], r[1]),
        )  # fmt: skip
        name = next((phrase for _, phrase in ranked if phrase not in taken), None)
        if name is not None:
            names[number] = name
    return names


def _telling(phrase: str, inside: int, held: int, size: int) -> float:
    """How well a phrase finds the articles of a story: the F1 of those that hold it, `inside` of `held`."""
    found = 2 * inside / (size + held)
    return found if " " in phrase else found * MANY


def _phrases(coverage: Coverage, article: str) -> set[str]:
    """The names of an article, and the pairs of words in lower case at its beginning, each once."""
    text = coverage.articles[article].text
    names = {name.text for name in coverage.findings[article].names}
    pairs = {f"{m[0]} {m[1]}" for m in _PAIR.finditer(text, 0, LEADING)}
    return names | pairs


def _tells(phrase: str) -> bool:
    """Whether a phrase is a name, or both of its words are content words."""
    return _PAIR.match(phrase) is None or len(content_words(phrase)) == 2
