"""What a story is called: the phrase that its articles hold and others do not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

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
    held: dict[str, Counter[int]] = defaultdict(Counter)
    for article in terms.articles:
        number = home.get(article, -1)
        for phrase in _phrases(coverage, article):
            held[phrase][number] += 1
    held = {phrase: of for phrase, of in held.items() if max(of.values()) > 1 and _tells(phrase)}
    sizes = Counter(home.values())
    names: dict[int, str] = {}
    for number in sorted(sizes, key=lambda n: (-sizes[n], n)):
        taken = set(names.values())
        ranked = sorted(
            (
                (_telling(phrase, of, number, sizes[number]), phrase)
                for phrase, of in held.items()
                if of.get(number, 0) > 1
            ),
            key=lambda r: (-r[0], r[1]),
        )
        name = next((phrase for _, phrase in ranked if phrase not in taken), None)
        if name is not None:
            names[number] = name
    return names


def _telling(phrase: str, held: Mapping[int, int], number: int, size: int) -> float:
    """How well a phrase finds the articles of a story: the F1 of those that hold it."""
    found = 2 * held[number] / (size + sum(held.values()))
    return found if " " in phrase else found * MANY


def _phrases(coverage: Coverage, article: str) -> Iterator[str]:
    """The names of an article, and the pairs of words in lower case at its beginning, each once."""
    text = coverage.articles[article].text
    names = {name.text for name in coverage.findings[article].names}
    pairs = {f"{m[0]} {m[1]}" for m in _PAIR.finditer(text, 0, LEADING)}
    yield from names | pairs


def _tells(phrase: str) -> bool:
    """Whether a phrase is a name, or both of its words are content words."""
    return _PAIR.match(phrase) is None or len(content_words(phrase)) == 2
