"""When articles were published, where they do not say so, and what their times stand for.

An article without a date is put where its own words allow it to be. Each module reads one kind of clue:

* `clues`: what its own words say: dates that it tells of, dates still ahead, days without their year, `on Thursday,
  December 2`;
* `elsewhere`: what it says of something that others date: `last month, the charges were dropped`, `the crash on
  Tuesday`, `six weeks after the shooting`; which happenings are dated is in `happenings`;
* `retold`: a weekday that others tell of in the same words;
* `pending`: what it still has open, and others date: `whether to press charges`;
* `ages`: how old people are, here and in articles with a date.

`publication` puts them together: what all clues allow is the range; if they contradict one another, or leave more than
a year, there is no date. `times` then says what each time stands for.
"""

from __future__ import annotations

from onrecord.join.dates.publication import Dated, publication
from onrecord.join.dates.times import resolve_times

__all__ = ["Dated", "publication", "resolve_times"]
