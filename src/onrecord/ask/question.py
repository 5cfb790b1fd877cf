"""What a question asks for: its content words, the people it names, its dates, and what kind of answer it wants."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from onrecord.ask.dates import dated
from onrecord.ask.names import WORD, Names
from onrecord.namewords import name_words
from onrecord.tokens import content_words
from onrecord.words import load

__all__ = ["Asked", "Kind", "Word", "adds", "in_row", "read", "root", "words_of"]

Kind = Literal["said", "when", "where", "amount", "long", "age", "who is", "who", "other"]

LONGEST: Final = 1000
"""Characters of a question that are read."""

FIRST: Final = 10
"""Characters of a question before which its question word stands: `By how many …`, but not `What … say when`."""

_ROW = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_ENDINGS = ("ation", "ing", "ion", "ed", "er", "ly", "ment")


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """`words/questions.toml`."""

    saying: frozenset[str]
    when: tuple[str, ...]
    where: tuple[str, ...]
    amount: tuple[str, ...]
    counting: frozenset[str]
    long: tuple[str, ...]
    age: tuple[str, ...]
    who_is: tuple[str, ...]
    who: tuple[str, ...]
    more: tuple[str, ...]
    passive: frozenset[str]
    topic: frozenset[str]
    articles: frozenset[str]
    nouns: frozenset[str]
    empty: frozenset[str]
    same: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question: its root, the words in lower case that may stand for it in an answer, and whether
    it is written as a name.
    """

    root: str
    forms: tuple[str, ...]
    name: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is looked up.

    `words` are its content words, without names of people and dates; `names` for each name the ids that it may be, and
    `people` all of them; `dates` EDTF, or TIMEX3 with X for what is left open (`XXXX-06-18`); `rows` what stands in
    quotation marks, as `in_row` writes it. `speaker`: the answer is what the first of `names` said; `subject`: roots
    of the words that describe who said it. `who`: the answer is somebody; `more`: it says more than the question.
    `counted` is the root of the noun that is counted.
    """

    kind: Kind
    words: tuple[Word, ...]
    names: tuple[frozenset[str], ...]
    people: frozenset[str]
    dates: tuple[str, ...]
    rows: tuple[str, ...]
    speaker: bool
    who: bool
    subject: frozenset[str]
    more: bool
    counted: str | None


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


def words_of(words: Iterable[str]) -> tuple[Word, ...]:
    """The words that are to be looked for, those of one root once; what has a capital is written as a name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        found[root(word)].add(word)
    return tuple(
        Word(
            key,
            tuple(sorted({f.lower() for f in forms} | _alike().get(key, frozenset()))),
            all(f[:1].isupper() for f in forms),
        )
        for key, forms in found.items()
    )


def in_row(text: str) -> str:
    """The words of `text` in lower case, one space before each and after the last: what holds a row of them."""
    return f" {' '.join(WORD.findall(text.casefold().replace('’', chr(39))))} "


def adds(text: str, asked: Asked) -> bool:
    """Whether `text` says anything that the question does not."""
    known = {form for word in asked.words for form in (word.root, *word.forms)}
    empty = load("questions", QuestionWords).empty
    return any(not {w, root(w)} & known and w not in empty for w in content_words(text))


# ------------------------------------------------------------------ the question
def read(question: str, names: Names) -> Asked:
    """What `question` asks. Never raises."""
    text = " ".join(question[:LONGEST].split())
    lists = load("questions", QuestionWords)
    places = [m.span() for m in WORD.finditer(text)]
    words = [text[start:end] for start, end in places]
    named = names.within(words)
    taken = {n for first, last, _ in named for n in range(first, last)}
    taken |= {first - 1 for first, *_ in named if first and words[first - 1] in name_words().title_ends}
    dates: list[str] = []
    for start, end, date in dated(text):
        held = {n for n, (first, last) in enumerate(places) if first < end and start < last}
        if not held & taken:  # `May Pell` is nobody's May
            dates.append(date)
            taken |= held
    said = next((n for n, w in enumerate(words) if w.lower() in lists.saying and n not in taken), None)
    kind = _kind(text.lower().lstrip("¿ \"'“"), lists, said is not None)
    kind = "who" if kind == "who is" and not named else kind  # `who was killed`
    passive = words[:1] and words[0].lower() in lists.passive  # `was Roe told`: the words are not Roe's
    verb = said if kind == "said" and said is not None and not passive else 0
    subject = words_of(_content(words[:verb], taken, lists))  # who is described: `the lawyer of`, not Roe
    speaker = bool(named) and named[0][0] < verb and not subject
    if kind == "said" and said is not None:
        taken |= _verbs(words, said, lists)
    people = tuple(frozenset(ids) for *_, ids in named)
    return Asked(
        kind, words_of(_content(words, taken, lists)), people, frozenset().union(*people), tuple(dates),
        tuple(filter(str.strip, map(in_row, _ROW.findall(text)))), speaker, text.lower().startswith(lists.who),
        frozenset(w.root for w in subject), text.lower().startswith(lists.more),
        _counted(words, taken, lists) if kind == "amount" else None,
    )  # fmt: skip


def _verbs(words: Sequence[str], said: int, lists: QuestionWords) -> set[int]:
    """The verbs of saying that ask for what was said: the first one, and others before what was spoken of."""
    topic = next((n for n in range(said, len(words)) if words[n].lower() in lists.topic), said + 1)
    return {n for n in range(said, topic) if words[n].lower() in lists.saying}


def _counted(words: Sequence[str], taken: Collection[int], lists: QuestionWords) -> str | None:
    """The root of the noun that stands after `how many`."""
    n = next((n for n, w in enumerate(words) if w.lower() in lists.counting), len(words)) + 1
    return next((root(w) for w in _content(words[n : n + 1], {0} if n in taken else (), lists)), None)


def _content(words: Sequence[str], taken: Collection[int], lists: QuestionWords) -> Iterator[str]:
    """The words that say what is asked for, of those that are not `taken`; names with a capital.

    Of `I'd` and `didn't` nothing is left.
    """
    for n, word in enumerate(words):
        low = word.lower()
        if n in taken or low in lists.empty:
            continue
        if low in lists.nouns and n and words[n - 1].lower() in lists.articles:
            yield low
        elif content_words(re.split("['’]", word)[0]):
            capital = n > 0 and word[:1].isupper()
            yield from (w.capitalize() if capital else w for w in content_words(word.replace("-", " ")))


def _kind(text: str, lists: QuestionWords, said: bool) -> Kind:
    begins: list[tuple[Kind, tuple[str, ...]]] = [
        ("age", lists.age), ("long", lists.long), ("amount", lists.amount), ("when", lists.when),
        ("where", lists.where), ("who is", lists.who_is),
    ]  # fmt: skip
    for kind, openings in begins:
        if any(0 <= f" {text} ".find(f" {opening} ") <= FIRST for opening in openings):
            return kind
    if said:
        return "said"
    return "who" if text.startswith(lists.who) else "other"
