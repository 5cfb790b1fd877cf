"""The words that `verify` goes by: `words/verify.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.words import load

__all__ = ["VerifyWords", "verify_words"]


@dataclass(frozen=True, slots=True)
class VerifyWords:
    """The lists of `words/verify.toml`."""

    counting: frozenset[str]
    before_age: frozenset[str]


def verify_words() -> VerifyWords:
    """The lists."""
    words: VerifyWords = load("verify", VerifyWords)
    return words
