"""The language model read the short way, and by spaCy: the same parse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import spacy
from spacy.tokens import Doc

from onrecord.find.parse import Reader, load_model
from onrecord.find.quick import shorter
from onrecord.sample import story_folder
from onrecord.settings import Settings


@pytest.fixture(scope="module")
def plain() -> Reader:
    return load_model(Settings().model, plain=True)


def seen(docs: Iterator[Doc]) -> list[list[tuple[object, ...]]]:
    """All that the searches read of each token."""
    return [[(t.text, t.tag_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in d] for d in docs]


TEXTS = {
    "a story": "Marta Quill, mayor of Port Ellery, said on Tuesday that 14 boats were lost. “We begin,” she said.",
    "a name at the end": "The bridge was named after Ottoline Marsh",
    "a name in two sentences": "He met Tobias. Wren Harbour was closed. It reopened in May 2019.",
    "names one after another": "Lisbon Oslo Madrid Reuters $5 million 10% Jan Kovacs Thursday",
    "one token": "Yes",
    "nothing": "",
    "white space": "   ",
    "white space within": "Ada   Brandt  of the  Salt Board  ,   aged   41 .",
    "no sentence": "- - - * * * 12/03 ### @port_ellery https://port.example/1 🙂",
    "long": "and then Berta Lind told the Council of Ferrow that " * 60 + "it was over.",
}


def test_a_batch_reads_as_it_does_by_spacy(nlp: Reader, plain: Reader) -> None:
    texts = list(TEXTS.values())
    assert seen(nlp.read(texts)) == seen(plain.read(texts))


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_alone_reads_as_it_does_by_spacy(name: str, nlp: Reader, plain: Reader) -> None:
    assert seen(nlp.read([TEXTS[name]])) == seen(plain.read([TEXTS[name]]))


def test_the_sample_reads_as_it_does_by_spacy(nlp: Reader, plain: Reader) -> None:
    with story_folder() as folder:
        lines = [line for path in sorted(folder.iterdir()) for line in path.read_text(encoding="utf-8").split("\n")]
    assert len(lines) > 64  # more than are read together
    assert seen(nlp.read(lines)) == seen(plain.read(lines))


def test_the_short_way_is_taken_for_the_pinned_model(nlp: Reader, plain: Reader) -> None:
    assert set(nlp.short) == {"tok2vec", "parser", "ner"}
    assert not plain.short


def test_other_networks_are_left_to_spacy() -> None:
    other = spacy.blank("en")
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": 8, "attrs": ["NORM"], "rows": [8]}
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 8, "depth": 1, "maxout_pieces": 2}
    wide = {"embed": {**embed, "include_static_vectors": False}, "encode": {**encode, "window_size": 2}}
    static = {"embed": {**embed, "include_static_vectors": True}, "encode": {**encode, "window_size": 1}}
    for name, parts in (("wide", wide), ("static", static)):
        other.add_pipe("tok2vec", name=name, config={"model": {"@architectures": "spacy.Tok2Vec.v2", **parts}})
    other.add_pipe("parser", config={"model": {"use_upper": False}})
    other.add_pipe("sentencizer")
    assert shorter(other) == {}
