"""A question to the record: the passages and quotations that answer it, verbatim, or nothing.

    question.read       what is asked: words, people, dates, kind of answer
    known               what the record knows of each place in it, made ready once for all questions
    candidates          the sentences and quotations that might answer, by the record's full-text index
    ranking             how much of the question each of them meets, and a floor below which nothing is on record

Nothing is generated, and nothing is concluded: whether a passage is an answer is for the reader to say.
"""

from __future__ import annotations

from onrecord.ask.answering import Answer, Asker, Group, ask
from onrecord.ask.known import Known

__all__ = ["Answer", "Asker", "Group", "Known", "ask"]
