"""Articles from exports of Nexis, Factiva and ProQuest: their text, blocks and metadata, and a record made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.exports import day_in, headers_of
from onrecord.model import PARSED_KINDS, Article, Cleaned, Format, Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "exports"
FILES = sorted(p.name for p in FIXTURES.iterdir())
NUMBER = "ELLGAZ0020210112eh1c0001p"
BODY = [
    "A fire that broke out in the engine room of the ferry Marigold forced 214 passengers into lifeboats off Port "
    "Ellery on Monday night, the coast guard said.",
    "No one was killed. Nine people were treated for smoke, and one of them, a stoker, was kept in hospital, said Ines "
    "Halloran, the harbour master.",
    '"We had every boat on the water in eleven minutes," Halloran told reporters on the quay. "That is what the drills '
    'are for."',
    "The Marigold was built in 1988 and passed her last inspection in March. The company that runs her, Ellery Lines, "
    "said it would wait for the inquiry before it commented.",
]


def articles(name: str, tmp_path: Path) -> list[Article | Problem]:
    """What becomes of the articles in a fixture; a file of lines is read as text."""
    path = FIXTURES / name
    if path.suffix == ".lines":
        (tmp_path / f"{path.stem}.txt").write_bytes(path.read_bytes())
        path = tmp_path / f"{path.stem}.txt"
    found: list[Article | Problem] = []
    for source in read_inputs([path], Settings()):
        assert isinstance(source, Source)
        made = clean(source, Settings())
        found.append(made.article if isinstance(made, Cleaned) else made)
    return found


def texts(article: Article, kind: str) -> list[str]:
    return [" ".join(article.text[b.start : b.end].split()) for b in article.blocks if b.kind == kind]


def taken(export: Format, text: str) -> Article | Problem:
    made = clean(Source("key", "file", export, text.encode()), Settings())
    return made.article if isinstance(made, Cleaned) else made


# ---------------------------------------------------------------- one article in every layout
@pytest.mark.parametrize("name", FILES)
def test_the_same_article_in_each_layout(name: str, tmp_path: Path) -> None:
    first = articles(name, tmp_path)[0]
    assert isinstance(first, Article)
    assert first.title
    assert first.title.startswith("Fire on ferry Marigold sends 214 passengers into lifeboats")
    assert (first.outlet or "").removesuffix(", Final Edition") == "The Ellery Gazette"
    assert first.byline == ("Maren Sool",)
    assert (first.published, first.published_basis) == ("2021-01-12", "metadata")
    assert first.language == "en"
    assert first.updated is None
    assert first.captured is None
    assert texts(first, "title") == [first.title]
    assert texts(first, "prose") == BODY
    assert not texts(first, "subhead")
    assert first.read == "full"


@pytest.mark.parametrize("name", FILES)
def test_every_character_is_in_a_block(name: str, tmp_path: Path) -> None:
    for article in articles(name, tmp_path):
        if isinstance(article, Article):
            at = 0
            for block in article.blocks:
                assert at <= block.start < block.end
                assert not article.text[at : block.start].strip()
                at = block.end
            assert not article.text[at:].strip()


@pytest.mark.parametrize("name", FILES)
def test_the_databases_lines_are_no_words_of_the_article(name: str, tmp_path: Path) -> None:
    furniture = ("LOAD-DATE", "Load-Date", "Copyright", "All Rights", "LENGTH", "141 words", "ProQuest", "Document ")
    for article in articles(name, tmp_path):
        if isinstance(article, Article):
            own = " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind in PARSED_KINDS)
            assert not [words for words in furniture if words in own]
            assert len(own.split()) == article.words


# ---------------------------------------------------------------- fields
def test_the_old_nexis_layouts(tmp_path: Path) -> None:
    fire, judge, letter, german = (a for a in articles("nexis-old.txt", tmp_path) if isinstance(a, Article))
    assert fire.section == "NEWS"
    assert texts(fire, "caption") == ["The Marigold at the quay on Tuesday morning. (Photograph: P. Okafor)"]
    assert judge.outlet == "Harbour Herald (Port Ellery)"
    assert judge.byline == ("Jonas Weir", "Lena Abara")
    assert texts(judge, "deck") == ["First witnesses on February 3; report due in May"]
    assert (letter.title, letter.published) == ("Nobody told us which boat was ours", "2021-01-16")
    assert len(texts(letter, "prose")) == 2
    assert (german.language, german.read) == ("de", "text-only")
    assert (german.published, german.byline, german.section) == ("2021-01-18", ("Sören Brand",), "PANORAMA")


def test_the_new_nexis_layout(tmp_path: Path) -> None:
    fire, judge, photo = articles("nexis-uni.lines", tmp_path)
    assert isinstance(fire, Article)
    assert fire.url == "https://www.ellerygazette.example/2021/01/12/news/marigold-fire.html"
    assert "Page 2 of 3" in texts(fire, "other")
    assert isinstance(judge, Article)
    assert judge.url is None
    assert isinstance(photo, Problem)
    assert photo.why == "holds no text"


def test_an_abstract_is_an_excerpt(tmp_path: Path) -> None:
    first, _, third = articles("proquest.txt", tmp_path)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert not [words for words in texts(first, "prose") if words.startswith("A fire in the engine room")]
    assert third.read == "excerpt"
    assert third.byline == ()
    assert texts(third, "prose") == [
        "An editorial asks the company to publish its drill book. It says that passengers on the Marigold learned the "
        "way to the boats from each other."
    ]


def test_headers_that_are_missing_leave_blanks() -> None:
    article = taken("nexis", "The Bell\n\nThe bridge is closed, and nobody was told why.\n\nLOAD-DATE: May 3, 2021")
    assert isinstance(article, Article)
    assert (article.published, article.byline, article.section, article.url) == (None, (), None, None)
    article = taken("factiva", f"Bridge closed\n12 words\nThe Bell\n\nNobody was told why.\n\nDocument {NUMBER}")
    assert isinstance(article, Article)
    assert (article.title, article.published, article.byline) == ("Bridge closed", None, ())


@pytest.mark.parametrize("export", ["nexis", "factiva", "proquest"])
def test_headers_alone_are_no_article(export: Format) -> None:
    heads = {
        "nexis": "The Bell\n\nMay 3, 2021\n\nBridge closed\n\nBYLINE: Ann Roe\n\nLENGTH: 1 words\n\nLANGUAGE: ENGLISH",
        "factiva": f"HD  Bridge closed\nPD  3 May 2021\nSN  The Bell\n\nLP\n\nTD\n\nAN  Document {NUMBER}",
        "proquest": "Bridge closed\n\nAuthor: Roe, Ann\n\nFull text: Not available.\n\nProQuest document ID: 123456\n",
    }
    problem = taken(export, heads[export])
    assert isinstance(problem, Problem)
    assert problem.why == "holds no text"


def test_lines_of_the_text_that_look_like_headers_stay() -> None:
    head = "The Bell\n\nMay 3, 2021\n\nBridge closed\n\nLENGTH: 9 words\n\n"
    body = "Note: bring a boat.\n\nSubject: nobody knew.\n\nUPDATE: the bridge is open again, said the mayor."
    article = taken("nexis", f"{head}{body}\n\nLOAD-DATE: May 3, 2021")
    assert isinstance(article, Article)
    own = " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind in PARSED_KINDS)
    assert "bring a boat" in own
    assert "nobody knew" in own
    assert "open again" in own
    assert "LOAD-DATE" not in own


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("January 12, 2021 Tuesday", "2021-01-12"), ("12 January 2021", "2021-01-12"), ("Jan 12, 2021", "2021-01-12"),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27"), ("Dienstag 7. März 2020", "2020-03-07"),
        ("mardi 1er août 2017", "2017-08-01"), ("5 de enero de 2021", "2021-01-05"), ("2021-01-12", "2021-01-12"),
        ("12 gennaio 2021", "2021-01-12"), ("12 januari 2021", "2021-01-12"), ("2021 年 1 月 12 日", "2021-01-12"),
        ("March 2021", "2021-03"), ("The Bell; Port Ellery [Port Ellery]12 Jan 2021: A1.", "2021-01-12"),
        ("January 12, 2021 - January 18, 2021", None), ("12/01/2021", None), ("2021", None), ("May day", None),
    ],
)  # fmt: skip
def test_days_in_the_languages_of_the_databases(printed: str, day: str | None) -> None:
    assert day_in(printed) == day


def test_a_title_with_a_day_is_not_the_day() -> None:
    head = "May 1, 2020: a look back\nThe Bell\nMay 3, 2021 Monday\nCopyright 2021 The Bell All Rights Reserved\n"
    fields = headers_of("nexis", head + "Body\nThe bridge held.\nEnd of Document").fields
    assert [(f.role, f.value) for f in fields[:3]] == [
        ("title", "May 1, 2020: a look back"), ("outlet", "The Bell"), ("published", "May 3, 2021 Monday"),
    ]  # fmt: skip


# ---------------------------------------------------------------- a record
def test_a_record_of_exports_proves_itself_and_knows_its_copies(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    databases = [f"{name}.{kind}" for name in ("nexis-old", "factiva-codes", "proquest") for kind in ("txt", "html")]
    for name in databases:
        (folder / name).write_bytes((FIXTURES / name).read_bytes())
    lines = (FIXTURES / "nexis-uni.lines").read_text(encoding="utf-8").splitlines()
    rtf = "\\par\n".join(line.replace("\t", "\\tab ") for line in lines)
    (folder / "nexis-uni.rtf").write_text("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0\n" + rtf + "}", encoding="ascii")
    built = onrecord.build([folder], tmp_path / "story.record")
    assert [p.why for p in built.problems] == ["holds no text"]
    checked = onrecord.check(tmp_path / "story.record")
    assert not checked.failures
    record = onrecord.open_record(tmp_path / "story.record")
    fires = [a for a in record.articles if (a.title or "").startswith("Fire on ferry")]
    judges = [a for a in record.articles if (a.title or "").startswith("Retired judge")]
    assert (len(fires), len({a.copy_group for a in fires})) == (7, 1)
    assert len({a.copy_group for a in judges}) == 1
    assert fires[0].copy_group != judges[0].copy_group
