"""Event mentions: what dates them, who is in them, and whether they happened."""

import re

import pytest

from onrecord.find.events import find_events
from onrecord.model import Quotation, StatedTime
from onrecord.span import Span, text_of


@pytest.fixture(scope="module")
def events(parsed):
    """Event mentions of a text by their lemma, the words in `dates` being its times."""

    def find(text, *dates, quoted=None):
        article = parsed(text)
        at = article.article.id
        times = tuple(
            StatedTime(Span(at, m.start(), m.end()), "DATE", "2031")
            for d in dates
            for m in re.finditer(re.escape(d), text)
        )
        quotations = ()
        if quoted:
            start = text.index(quoted)
            quotations = (Quotation("q", "direct", (Span(at, start, start + len(quoted)),), None, None, None),)
        found = {e.lemma: e for e in find_events(article, times, quotations)}

        def words(span):
            return text_of(span, article.article) if span else None

        return found, words

    return find


def test_a_time_dates_the_verb_that_governs_it(events):
    found, words = events(
        "The county charged Ann Roe in March 2031, but a judge dropped the case in April.", "March 2031", "April"
    )
    assert [words(s) for s in found["charge"].times] == ["March 2031"]
    assert [words(s) for s in found["drop"].times] == ["April"]


def test_an_event_noun_takes_the_time_beside_it(events):
    found, words = events("The December hearing was postponed.", "December")
    assert [words(s) for s in found["hearing"].times] == ["December"]
    assert found["postpone"].times == ()


def test_subject_and_object_are_whole_phrases(events):
    found, words = events("The harbour master of Port Anselm warned the two young captains.")
    assert words(found["warn"].subject) == "The harbour master of Port Anselm"
    assert words(found["warn"].object) == "the two young captains"


def test_a_passive_verbs_object_stays_open(events):
    found, words = events("The captain was arrested on Friday.", "Friday")
    assert (words(found["arrest"].subject), found["arrest"].object) == ("The captain", None)


def test_a_relative_pronoun_stands_for_its_noun(events):
    found, words = events("Tom Ash, who resigned on Thursday, lives abroad.", "Thursday")
    assert words(found["resign"].subject) == "Tom Ash"


@pytest.mark.parametrize(
    ("text", "lemma", "modality", "negated"),
    [
        ("The trial will begin on Monday.", "begin", "planned", False),
        ("The trial might collapse on Monday.", "collapse", "possible", False),
        ("The captain was not charged on Monday.", "charge", "actual", True),
        ("She denied closing the gate on Monday.", "close", "denied", False),
        ("They plan to sue the owner on Monday.", "sue", "planned", False),
        ("The ferry sank on Monday.", "sink", "actual", False),
    ],
)
def test_what_did_not_happen_is_marked(events, text, lemma, modality, negated):
    found, _ = events(text, "Monday")
    assert (found[lemma].modality, found[lemma].negated) == (modality, negated)


def test_reporting_and_stative_verbs_tell_of_no_event(events):
    found, _ = events("She said on Monday that the ferry seemed safe and that people knew it.", "Monday")
    assert found == {}


def test_what_is_said_in_a_quotation_is_marked(events):
    found, _ = events("“The chain broke on Monday,” he said.", "Monday", quoted="The chain broke on Monday,")
    assert found["break"].quoted


def test_what_happened_on_a_day_does_not_date_the_plan_to_tell_of_it(events):
    found, _ = events("Ada Quill sat down to walk viewers through what happened on that day in October.", "October")
    assert found["walk"].times == ()
