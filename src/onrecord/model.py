"""The nouns of onrecord, as frozen dataclasses. Nothing here does anything.

Three groups, in the order of the data's way:

* **Inputs** — `Source`, `Article` with its `Block`s and `Repair`s: what was read and cleaned.
* **Findings** — what one article states, found without looking at any other: `Findings` and everything named
  `Stated…`. A finding is a pure function of its article; `join` may not change it, only build on it.
* **The record** — what the coverage as a whole says: `Record` and everything it holds. These classes *are* the JSON
  export: field names, order and nesting are those of the published format, and the JSON Schema is made from them.

Conventions: spans are `Span`s (Python string offsets into `Article.text`); dates are EDTF strings, see `edtf`; an
unknown is None, never an empty string or a guess; sequences are tuples in text order unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from onrecord.span import Span

BlockKind = Literal["title", "deck", "subhead", "prose", "caption", "credit", "related", "promo", "other"]
NameKind = Literal["person", "organization", "place", "group", "work", "other"]
PersonKind = Literal["person", "organization", "place", "group"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
FigureKind = Literal["age", "count", "money", "percent", "ordinal", "measure"]
QuotationType = Literal["direct", "indirect", "mixed"]
SpeakerForm = Literal["name", "pronoun", "description", "implicit"]
Modality = Literal["actual", "planned", "possible", "denied"]
Tense = Literal["past", "present", "future"]
Step = Literal[
    "arrested", "investigated", "charged", "indicted", "pleaded guilty", "pleaded not guilty", "tried", "convicted",
    "acquitted", "sentenced", "dropped", "dismissed", "appealed", "sued", "settled", "released", "resigned", "fired",
]  # fmt: skip
Relation_ = Literal["base", "same", "variant", "paraphrase"]
SegmentOp = Literal["same", "added", "dropped", "changed", "masked"]
DifferenceKind = Literal["conflict", "changed", "wording", "precision", "damaged"]
ReadState = Literal["full", "text-only", "excerpt"]
Format = Literal["text", "html", "json", "pdf", "docx", "rtf", "eml", "nexis", "factiva", "proquest", "newsml", "nitf"]
"""How the bytes of one article are taken apart by `clean`."""
ClaimField = Literal["published", "updated", "byline", "outlet", "title", "language", "section", "canonical_url"]
ChangeOp = Literal["added", "dropped", "changed"]

PARSED_KINDS: frozenset[str] = frozenset({"title", "deck", "subhead", "prose"})
"""The kinds of block that are the article's own words: these are searched for findings, all others never."""


# ------------------------------------------------------------------ inputs
@dataclass(frozen=True, slots=True)
class Source:
    """One article's bytes, as they lay in the input, before anything was decoded.

    `key` is the input's own id (a JSONL `id`) or else `path`: the file's path relative to the INPUT given, POSIX,
    NFC. `data` holds a whole file, one line of a JSONL file, one member of an archive. `origin` is the absolute path,
    kept only so that a changed file is noticed, never exported. `order` is the article's place among those of its
    file, from 0. `member` is the place inside an archive or message.

    Where several articles stand in one file and cannot be cut out of it as bytes (a database's export as RTF, a
    feed), `data` is what the reader took out, UTF-8, `part` the article's place in the file from 1, and `container`
    the file's bytes, from which `check` takes it out again. `container_sha256` stays when these are let go.

    `url`, `captured` (EDTF), `charset` and `digest` are what the carrier says: a web archive's record, an answer of a
    server. The date of capture caps the date of publication.
    """

    key: str
    path: str
    format: Format
    data: bytes
    origin: str = ""
    order: int = 0
    member: str | None = None
    page: int | None = None
    part: int | None = None
    container: bytes = b""
    container_sha256: str | None = None
    url: str | None = None
    captured: str | None = None
    charset: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Which part of its file an article came from.

    `member` is the place inside an archive or message, `page` the first page in a document of pages, `part` the place
    among the articles of one file from 1, `container` the sha256 of that file, `digest` the payload digest that a web
    archive states.
    """

    member: str | None = None
    page: int | None = None
    part: int | None = None
    container: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """Which page (from 1) or part of its source the characters `[start, end)` of an article's text stand on."""

    start: int
    end: int
    page: int | None = None
    part: str | None = None


class Run(NamedTuple):
    """The characters `[start, end)` of an article's text stand at `[source_start, source_end)` of the decoded source.

    With tags stripped, character references decoded and white space collapsed the two are equal. A tuple, so that the
    export holds four numbers and not four names for each.
    """

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place in a source says of a field of the article: `value`, its `basis`, and whether it agrees.

    `agrees` compares it with the value that the article was given; the article has none where bases contradict each
    other and neither is better.
    """

    field: ClaimField
    value: str
    basis: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What an article changed against the one it is a version or copy of.

    `span` are its own words, None when words were dropped; `base_span` those of the other, None when words were added.
    """

    op: ChangeOp
    span: Span | None
    base_span: Span | None


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled stretch `[start, end)` of an article's text: one paragraph, heading, caption or piece of furniture.

    Blocks stand in text order, do not overlap, and leave out only white space.
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """Damaged text: the characters at `span` were printed so, and read as `reads` for analysis only."""

    span: Span
    reads: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as published by one outlet.

    `published` is EDTF, `published_basis` one of metadata, json-ld, meta, markup, dateline, url, text (worked out) or
    None, and `published_evidence` the words that gave it away when it was worked out. `words` counts those of title,
    deck, subheads and prose. `sha256` is that of `Source.data`.

    `read` is text-only for a language without a model, excerpt where the source holds only a part of the article.
    `metadata` are all claims about it, `portions` where in a document its text stands, `source_map` where in a web
    page. `wire` is the agency that the article credits.

    The links are set by `join`: `copy_kind` is excerpt when only a part of one of the two stands in the other; `shared`
    are then the article's words that its origin has too, and `changes` what it has otherwise than the article named
    by `version_of`, else `copy_of`.
    """

    id: str
    key: str
    path: str
    url: str | None
    canonical_url: str | None
    outlet: str | None
    title: str | None
    byline: tuple[str, ...]
    section: str | None
    language: str | None
    encoding: str | None
    published: str | None
    published_basis: str | None
    published_evidence: tuple[Span, ...]
    updated: str | None
    captured: str | None
    read: ReadState
    text: str
    words: int
    sha256: str
    source: SourceRef
    blocks: tuple[Block, ...]
    version_of: str | None = None
    copy_of: str | None = None
    copy_group: str = ""
    story: str | None = None
    metadata: tuple[Claim, ...] = ()
    portions: tuple[Portion, ...] = ()
    source_map: tuple[Run, ...] = ()
    wire: str | None = None
    copy_kind: Literal["copy", "excerpt"] | None = None
    shared: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` makes of a source: the article, the repairs of its damaged words, and what it left out."""

    article: Article
    repairs: tuple[Repair, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


# ------------------------------------------------------------------ findings: what one article states
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a parsed block; `block` is the index into `Article.blocks`."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class OpenTime:
    """What is left to settle of a time that needs an anchor, so that `join` can settle it without reading text.

    `form` names the rule that `value` and `edtf` were or will be computed by (see `when.resolve`), `amount` and
    `unit` its numbers (`-1`, `M`), and `tense` that of the verb that governs the expression, if there is one.
    `pattern` is the TIMEX3 value with X for unknown digits, `of` the happening that an offset counts from. `link` ties
    a time to its neighbour in the list: `begin` and `end` of one range, or `next`, whose value settles this one.
    """

    form: str
    amount: float | None = None
    unit: str | None = None
    tense: Tense | None = None
    pattern: str | None = None
    of: str | None = None
    link: Literal["begin", "end", "next"] | None = None


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time expression: TIMEX3 attributes, EDTF, and what it was anchored to.

    `anchor` is explicit, published, dateline, previous, event or none. `value` is never empty: a time that nothing
    anchors keeps TIMEX3's X for the unknown digits (`XXXX-WXX-4`) and `edtf` None; `open` then says how to settle it.
    """

    span: Span
    type: TimexType
    value: str
    mod: str | None = None
    begin: str | None = None
    end: str | None = None
    quant: str | None = None
    freq: str | None = None
    edtf: str | None = None
    anchor: str = "none"
    open: OpenTime | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of something by its name, without titles and possessive; `text` is its repaired wording.

    `title` is the courtesy or office title printed before it (`Judge`), `gender` male, female or None where the
    article's own words settle it (a title, a pronoun in apposition).
    """

    span: Span
    kind: NameKind
    text: str
    title: str | None = None
    gender: Literal["male", "female"] | None = None


@dataclass(frozen=True, slots=True)
class StatedRole:
    """`name` (the span of a `Name`) is said to be `text`, at `span`: an office, profession or part in the story."""

    name: Span
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class StatedRelation:
    """`name` is said to be `text` (husband, mother, lawyer …) of the name at `to`."""

    name: Span
    to: Span
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class StatedAge:
    """`name` is said to be `age` years old, at `span`; `time` is the time that the age belongs to, if not now."""

    name: Span
    age: int
    span: Span
    time: Span | None = None


@dataclass(frozen=True, slots=True)
class StatedStep:
    """An official action: `step` was taken against or by `name`, e.g. charged, with `charge`.

    `span` covers the words that state it, `by` the name of who took it, `time` the span of the time it is dated by,
    `term` how long a sentence is and of what (`four years in prison`).
    """

    step: Step
    name: Span | None
    span: Span
    sentence: Span
    charge: str | None = None
    by: Span | None = None
    time: Span | None = None
    modality: Modality = "actual"
    term: str | None = None


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A number: `value` of `unit`, counting or measuring `of`; `about` the content words of its clause, lower-cased.

    `of` is the counted noun, singular and lower-case (`worker`); money has its currency as `unit` (`USD`), percent
    `%`, measures the unit's name (`barrel`); a rate adds what it is per (`barrel/day`, for counts `/day`). Ages are
    figures too, of kind `age`, in years. `bound` says how an approximate value is meant: about it, at least or at most.
    """

    span: Span
    kind: FigureKind
    value: float
    unit: str | None
    of: str | None
    approximate: bool
    sentence: Span
    about: tuple[str, ...] = ()
    time: Span | None = None
    bound: Literal["about", "min", "max"] | None = None


@dataclass(frozen=True, slots=True)
class StatedEvent:
    """A mention of something that happened: the verb or noun at `span`, in `sentence`.

    `lemma` names it in lower case, `subject` and `object` are the spans of its arguments (whole noun phrases),
    `times` those of the times that date it, `negated` whether it is said not to have happened, `quoted` whether it
    stands inside a quotation. A noun's subject is its owner (`Roe's death`) and its object what it befell (`of Roe`).
    """

    span: Span
    sentence: Span
    lemma: str
    subject: Span | None = None
    object: Span | None = None
    times: tuple[Span, ...] = ()
    modality: Modality = "actual"
    tense: Tense | None = None
    negated: bool = False
    quoted: bool = False
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a quotation is given to: the words at `span` in its own article, and how they name the speaker.

    `name` is the span of the `Name` in the same article that a pronoun, description or silence was resolved to.
    `person` is the record's id of that person, set by `join`.
    """

    person: str | None
    span: Span | None
    form: SpeakerForm
    name: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something said or written, as one article reports it.

    `content` lists the segments of one saying in text order, without the quotation marks of a direct quotation;
    a mixed quotation's content is the whole clause. `nested_in` is the id of the quotation that holds this one.
    `confidence` is the share of such quotations that were right when measured. `find` leaves `speaker.person`, `said`
    and `utterance` open; `join` fills them in.
    """

    id: str
    type: QuotationType
    content: tuple[Span, ...]
    cue: Span | None
    cue_class: str | None
    speaker: Speaker | None
    addressee: Passage | None = None
    occasion: Passage | None = None
    said: str | None = None
    said_basis: str | None = None
    utterance: str = ""
    nested_in: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that was left out, and why: a file, an article, a date, a speaker, a merge …"""

    what: str
    path: str | None
    span: Span | None
    why: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that one article states.

    `claims` are the verbs that an account may affirm or deny and that are not among the `events`: those of quotations,
    and those that tell of no happening (`knew`, `was told`).
    """

    article: str
    sentences: tuple[Sentence, ...] = ()
    times: tuple[StatedTime, ...] = ()
    names: tuple[Name, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    figures: tuple[StatedFigure, ...] = ()
    roles: tuple[StatedRole, ...] = ()
    relations: tuple[StatedRelation, ...] = ()
    ages: tuple[StatedAge, ...] = ()
    steps: tuple[StatedStep, ...] = ()
    events: tuple[StatedEvent, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    claims: tuple[StatedEvent, ...] = ()


# ------------------------------------------------------------------ the record: what the coverage says
@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its anchor settled by the story. Fields as in `StatedTime`."""

    span: Span
    type: TimexType
    value: str
    mod: str | None
    begin: str | None
    end: str | None
    quant: str | None
    freq: str | None
    edtf: str | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text. Fields as in `StatedFigure`."""

    span: Span
    kind: FigureKind
    value: float
    unit: str | None
    of: str | None
    approximate: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """One wording of a name and how often the coverage uses it."""

    form: str
    count: int


@dataclass(frozen=True, slots=True)
class Role:
    """What someone is said to be. `by` is who says so if that is a speaker, `as_of` the article's date."""

    text: str
    span: Span
    by: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """`text` of the person `to`: husband, lawyer, daughter …"""

    to: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Age:
    """An age in years as stated, the date it held on, and the years of birth `(first, last)` that it allows."""

    age: int
    span: Span
    as_of: str | None
    born: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A step of a legal or official proceeding: charged, dropped, sentenced …; `term` is a sentence's length."""

    step: str
    charge: str | None
    date: str | None
    span: Span
    by: str | None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone or something with a name: a person, organization, place or group, under all the names it is given."""

    id: str
    kind: PersonKind
    name: str
    aliases: tuple[Alias, ...]
    mentions: tuple[Span, ...]
    roles: tuple[Role, ...] = ()
    relations: tuple[Relation, ...] = ()
    ages: tuple[Age, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a reading aligned with the base: `span` in the reading, `base_span` in the base."""

    op: SegmentOp
    span: Span | None
    base_span: Span | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One report of an utterance, aligned word by word with the utterance's base.

    `weighty`: a negation, number, name, modal or date is in one and not in the other.
    """

    quotation: str
    relation: Relation_
    weighty: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of saying, reported by one or more quotations.

    `base` is the earliest-dated quotation, then the longest, then the one with the smallest id.
    """

    id: str
    speaker: str | None
    quotations: tuple[str, ...]
    base: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, dated by when it happened.

    `headline` is the most telling sentence, `support` all sentences that tell it, `outlets` how many
    outlets do at least (those not stated may be the same ones) and `independent` how many articles do that are not
    copies of one another. `weight` is 0 to 1, the heaviest event of a story having 1.
    """

    id: str
    date: str
    basis: Literal["explicit", "relative", "published"]
    date_spans: tuple[Span, ...]
    status: Literal["happened", "planned", "denied", "unclear"]
    background: bool
    headline: Span
    support: tuple[Span, ...]
    outlets: int
    independent: int
    weight: float
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One side of a difference: the words, the value that they give, who says so and the date it held on."""

    span: Span
    value: str
    by: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where accounts differ. `reason` is a code of a fixed set, `args` its values, `why` the two put into words."""

    id: str
    kind: DifferenceKind
    reason: str
    args: dict[str, str]
    topic: str
    rank: int
    statements: tuple[Statement, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction made by hand."""

    verb: str
    target: str
    value: str
    when: str
    undone: bool


@dataclass(frozen=True, slots=True)
class BuiltWith:
    """What built a record: the version, the language model and its digest, and a digest of the settings."""

    version: str
    model: str
    model_digest: str
    settings_digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a story. `onrecord` is the version of this format."""

    onrecord: str
    story: str
    built_with: BuiltWith
    articles: tuple[Article, ...] = ()
    repairs: tuple[Repair, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    people: tuple[Person, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    events: tuple[Event, ...] = ()
    differences: tuple[Difference, ...] = ()
    edits: tuple[Edit, ...] = ()
    set_aside: tuple[SetAside, ...] = field(default=())
