"""What a question asks for: its content words, the people it names, its dates, and what kind of answer it wants."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from onrecord.model import Person
from onrecord.timex import edtf_of
from onrecord.tokens import content_words
from onrecord.words import load

__all__ = ["Asked", "Kind", "Names", "Word", "read", "root", "words_of"]

Kind = Literal["said", "when", "amount", "age", "who is", "who", "other"]

LONGEST: Final = 1000
"""Characters of a question that are read."""

FIRST: Final = 10
"""Characters of a question before which its question word stands: `By how many …`, but not `What … say when`."""

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_ENDINGS = ("ation", "ing", "ion", "ed", "er", "ly", "ment")


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """`words/questions.toml`."""

    saying: frozenset[str]
    when: tuple[str, ...]
    amount: tuple[str, ...]
    age: tuple[str, ...]
    who_is: tuple[str, ...]
    who: tuple[str, ...]
    passive: frozenset[str]
    empty: frozenset[str]
    same: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question: its root, and the words in lower case that may stand for it in an answer."""

    root: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is looked up.

    `words` are its content words, without names of people and dates; `names` for each name the ids that
    it may be; `dates` EDTF, or TIMEX3 with X for what is left open (`XXXX-06-18`).
    `speaker`: the answer is what the first of `names` said.
    """

    kind: Kind
    words: tuple[Word, ...]
    names: tuple[frozenset[str], ...]
    dates: tuple[str, ...]
    speaker: bool

    @property
    def people(self) -> frozenset[str]:
        """All who are named."""
        return frozenset().union(*self.names)


# ------------------------------------------------------------------ words
@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """What the forms of a word have in common, roughly: `charge`, `charged`, `charges`, `charging` → `charg`."""
    stem = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(stem) > 3 and stem.endswith("s") and not stem.endswith(("ss", "us", "is")):
        stem = stem[:-3] + "y" if stem.endswith("ies") and len(stem) > 4 else stem[:-1]
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            stem = stem.removesuffix(ending)
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
                stem = stem[:-1]
            break
    return stem.removesuffix("e") if len(stem) > 3 else stem


@cache
def _alike() -> dict[str, frozenset[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for words in load("questions", QuestionWords).same:
        for word in words:
            groups[root(word)].update(words)
    return {key: frozenset(words) for key, words in groups.items()}


def words_of(text: str) -> tuple[Word, ...]:
    """The words that are to be looked for, those of one root once."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in content_words(text):
        found[root(word)].add(word)
    return tuple(Word(key, tuple(sorted(forms | _alike().get(key, set())))) for key, forms in found.items())


# ------------------------------------------------------------------ names
class Names:
    """The people of a record by their wordings, to find them in a question."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._forms: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._cased: set[str] = set()
        for person in people:
            if person.kind == "person":
                for form in dict.fromkeys((person.name, *(a.form for a in person.aliases))):
                    words = _WORD.findall(form)
                    key = tuple(w.casefold() for w in words)
                    if key and person.id not in self._forms[key]:
                        self._forms[key].append(person.id)
                    self._cased.update(words)
        self._longest = max(map(len, self._forms), default=0)

    def within(self, words: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
        """The names among `words`, the longest first where they overlap: first word, word after, and whose it is."""
        found, at = [], 0
        shouted = all(w == w.lower() for w in words)
        keys = [w.casefold().removesuffix("'s").removesuffix("’s") for w in words]
        while at < len(words):
            for size in range(min(self._longest, len(words) - at), 0, -1):
                people = self._forms.get(tuple(keys[at : at + size]))
                if people and (size > 1 or shouted or words[at][:1].isupper()):
                    found.append((at, at + size, tuple(people)))
                    at += size - 1
                    break
            at += 1
        return found


# ------------------------------------------------------------------ the question
def read(question: str, names: Names) -> Asked:
    """What `question` asks. Never raises."""
    text = " ".join(question[:LONGEST].split())
    lists = load("questions", QuestionWords)
    places = [m.span() for m in _WORD.finditer(text)]
    words = [text[start:end] for start, end in places]
    named = names.within(words)
    taken = {n for first, last, _ in named for n in range(first, last)}
    dates: list[str] = []
    for start, end, date in _dated(text):
        held = {n for n, (first, last) in enumerate(places) if first < end and start < last}
        if not held & taken:  # `May Pell` is nobody's May
            dates.append(date)
            taken |= held
    said = next((n for n, w in enumerate(words) if w.lower() in lists.saying and n not in taken), None)
    kind = _kind(text.lower().lstrip("¿ \"'“"), lists, said is not None)
    passive = words[:1] and words[0].lower() in lists.passive  # `was Roe told`: the words are not Roe's
    speaker = kind == "said" and bool(named) and said is not None and named[0][0] < said and not passive
    skipped = lists.empty | (lists.saying if kind == "said" else frozenset())
    plain = [w for n, w in enumerate(words) if n not in taken and w.lower() not in skipped]
    return Asked(
        kind, words_of(" ".join(plain)), tuple(frozenset(people) for *_, people in named), tuple(dates), speaker
    )


def _kind(text: str, lists: QuestionWords, said: bool) -> Kind:
    begins: list[tuple[Kind, tuple[str, ...]]] = [
        ("age", lists.age), ("amount", lists.amount), ("when", lists.when), ("who is", lists.who_is),
    ]  # fmt: skip
    for kind, openings in begins:
        if any(0 <= f" {text} ".find(f" {opening} ") <= FIRST for opening in openings):
            return kind
    if said:
        return "said"
    return "who" if text.startswith(lists.who) else "other"


def _dated(text: str) -> Iterator[tuple[int, int, str]]:
    """The dates that a question names, from left to right: first character, character after the last, date."""
    from onrecord.find.times.cut import Cut  # the tagger of dates takes a while to import
    from onrecord.find.times.grammar import grammar, passages
    from onrecord.find.times.lex import lex
    from onrecord.find.times.values import BUILDERS

    lexed = lex(text)
    for passage in passages().finditer(lexed.letters):
        place = passage.start()
        while match := grammar().search(lexed.letters, place, passage.end()):
            draft = BUILDERS[match.lastgroup or ""](Cut(lexed, match.start(), match.end()))
            place = match.start() + 1
            if draft is None or draft.no_time or draft.type not in ("DATE", "TIME") or "W" in draft.value:
                continue
            start, end = lexed.start(draft.first), lexed.end(draft.last - 1)
            date = edtf_of(draft.value, draft.mod) or (draft.value if draft.value.startswith("XXXX-") else None)
            if date and not (draft.name_like and text[start].islower()):  # `may`, `march` in small letters are verbs
                yield start, end, date
                place = max(draft.last, place)
