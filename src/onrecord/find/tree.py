"""A parse as plain lists: what the searches read.

Asking the language model's objects token by token costs more than most searches, so each paragraph's words, tags and
dependencies are taken out once, and every module of `find` reads these lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import DEP, HEAD, LOWER, SENT_START, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

__all__ = ["TABLES", "Tree", "lemma_of", "read_tree"]

TABLES = ("lemma_exc", "lemma_index", "lemma_rules")
"""The model's lemma tables, kept in its vocabulary by `parse.load_model`."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of one paragraph by index: printed and lower-case words, Penn tags, dependency labels, heads.

    A root is its own head. `left` and `right` bound each token's subtree, `[left, right)`; `starts` and `ends` are
    offsets into the analysis text; `sentence` is the first token of each token's sentence.
    """

    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    vocab: Vocab

    def lemma(self, i: int) -> str:
        """The lemma of a verb or noun, in lower case; any other word in lower case as it is."""
        return lemma_of(self.vocab, self.lower[i], self.tags[i])

    def up(self, i: int) -> Iterator[int]:
        """The heads above token `i`, the nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i


def read_tree(doc: Doc) -> Tree:
    """The lists for one paragraph."""
    strings = doc.vocab.strings
    names: dict[int, str] = {}

    def string(key: int) -> str:
        if key not in names:
            names[key] = strings[key] if key else ""
        return names[key]

    rows = doc.to_array([LOWER, TAG, DEP, HEAD, SENT_START]).tolist()
    words = [token.text for token in doc]
    starts = [token.idx for token in doc]
    heads = [i + _signed(row[3]) for i, row in enumerate(rows)]
    children: list[list[int]] = [[] for _ in rows]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    left, right = _edges(heads, children)
    sentence, first = [], 0
    for i, row in enumerate(rows):
        first = i if _signed(row[4]) == 1 else first
        sentence.append(first)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    lower, tags, deps = ([string(row[column]) for row in rows] for column in range(3))
    return Tree(words, lower, tags, deps, heads, children, left, right, starts, ends, sentence, doc.vocab)


def _signed(value: int) -> int:
    """A 64-bit unsigned number read as signed: the model's arrays hold offsets so."""
    return value - 2**64 if value >= 2**63 else value


def _edges(heads: list[int], children: list[list[int]]) -> tuple[list[int], list[int]]:
    """For each token the first token of its subtree and the one after its last."""
    left, right = list(range(len(heads))), [i + 1 for i in range(len(heads))]
    order = [i for i, head in enumerate(heads) if head == i]
    for i in order:
        order.extend(children[i])
    for i in reversed(order):
        head = heads[i]
        left[head] = min(left[head], left[i])
        right[head] = max(right[head], right[i])
    return left, right


@lru_cache(maxsize=65536)
def lemma_of(vocab: Vocab, form: str, tag: str) -> str:
    """The lemma of a lower-case form with this tag, by the model's exceptions, then by its rules.

    A rule counts if it leads to a word of the model's index (the method of WordNet's morphy).
    """
    kind = "verb" if tag.startswith("VB") or tag == "MD" else "noun" if tag in ("NN", "NNS") else ""
    if not kind:
        return form
    exceptions, index, rules = (vocab.lookups.get_table(t).get(kind, {}) for t in TABLES)
    if form in exceptions:
        return str(exceptions[form][0])
    if form in index:
        return form
    for old, new in rules:
        candidate = form[: len(form) - len(old)] + str(new)
        if form.endswith(old) and candidate in index:
            return candidate
    return form
