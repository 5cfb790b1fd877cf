"""Corrections made by hand: people have the last word.

An edit is one line: a verb, what it is about, a value, when it was made, whether it was undone. What it is about is
kept as *places*: an article, the characters in it and the words printed there (`places`), never as the id of a cluster.
So an edit means the same after more articles were added, after a rebuild, and in another record of the same coverage.

Edits are applied *inside* the join, each before the first step that rests on what it corrects (`hand`):

1. publication date, outlet and byline of an article, before anything is worked out from them;
2. who is who, before quotations get their speakers and events their people;
3. quotations that are wrong, and their speakers, before utterances are made of them;
4. which quotations are one utterance, before wordings are compared;
5. which sentences tell of one event, and its date, before events are weighed and differences looked for;
6. differences, last.

So whatever rests on a correction follows from it by the rules that hold for everything, and no reference is left to
what is gone. People, utterances and events are all the same to an edit: members in groups (`groups`); it unites groups,
takes members out, or drops a group. Edits are applied in the order in which they were made, to what the join found, so
the record is a function of articles and edits, whichever came first.

An edit whose words are gone, or that no longer means one thing, changes nothing, stays in place, and is set aside with
its reason; when its article comes back, it applies again. Undoing marks an edit, nothing is deleted.

`making` turns what a user names (ids, names, places) into edits; `exchange` writes and reads them as TOML; `marks` says
which items of a finished record were corrected.
"""

from __future__ import annotations

from onrecord.edits.hand import NO_HAND, Hand

__all__ = ["NO_HAND", "Hand"]
