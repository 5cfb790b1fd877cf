"""Whether a word is in the language model's dictionary: capitals say little of one that is."""

from __future__ import annotations

from functools import lru_cache

from spacy.vocab import Vocab

from onrecord.find.tree import TABLES

__all__ = ["in_dictionary"]

ENDINGS = ("s", "es", "ed", "d", "ing")


@lru_cache(maxsize=65536)
def in_dictionary(vocab: Vocab, word: str) -> bool:
    """Whether `word`, in lower case, is a dictionary word as it stands or without a regular ending."""
    exceptions, index, _ = (vocab.lookups.get_table(table) for table in TABLES)
    cut = [word.removesuffix(end) for end in ENDINGS if word.endswith(end)]
    cut += [f"{word.removesuffix(end)}y" for end in ("ies", "ied") if word.endswith(end)]
    stems = [word, *cut, *(f"{stem}e" for stem in cut)]
    if vocab[word].is_stop or any(word in forms for forms in exceptions.values()):
        return True
    return any(stem in forms for stem in stems for forms in index.values())
