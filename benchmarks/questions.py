"""How well `ask` answers 78 marked questions about the sample story.

    python benchmarks/questions.py [--all]

50 questions were written before `ask` was run and dealt into two halves by chance; `more` are those that the rules were
mended on afterwards. An answerable question is hit at 1 (at 5) if its first passage (one of its five first) holds the
marked words; a false answer is any passage for a question that the record cannot answer. Wrong cases are listed for the
open ones only; the held half is counted, never looked at. `--all` counts all together.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import onrecord
from onrecord.ask import Answer, Asker
from onrecord.sample import story_folder
from onrecord.span import Span
from onrecord.store import Store

SEED = 20261128
QUESTIONS = Path(__file__).parents[1] / "tests" / "gold" / "questions.jsonl"


def marked() -> list[dict[str, Any]]:
    """The questions with their answers."""
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def halves(questions: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Which half each question is dealt to: answerable ones and others apart, shuffled by a fixed seed, in turn."""
    dealt: dict[str, str] = {}
    ids = sorted(q["id"] for q in questions if q["half"] != "more")
    for kind in ("q", "n"):
        group = [i for i in ids if i.startswith(kind)]
        random.Random(SEED).shuffle(group)
        dealt |= {name: ("open", "held")[place % 2] for place, name in enumerate(group)}
    return dealt


def place_of(answer: Answer, wanted: Iterable[Span]) -> int | None:
    """Which passage of an answer, from 1, holds one of the wanted spans; equal words in another article count."""
    spans = list(wanted)
    for place, passage in enumerate(answer.passages, 1):
        held = (passage.span, *passage.also)
        if any(h.article == w.article and h.start <= w.start and w.end <= h.end for h in held for w in spans):
            return place
    return None


def measure(
    asker: Asker, store: Store, texts: dict[str, tuple[str, str]], questions: list[dict[str, Any]], tell: bool
) -> dict[str, Any]:
    """Counts over `questions`; `texts` gives each article's id and text by key."""
    hits1 = hits5 = false = answerable = 0
    for q in questions:
        answer = asker.ask(store, q["question"])
        if not q["answers"]:
            false += bool(answer.groups)
            if tell and answer.groups:
                print(f"false answer {q['id']}: {q['question']} → {answer.passages[0].text}")
            continue
        answerable += 1
        wanted = []
        for key, words in q["answers"]:
            ident, text = texts[key]
            wanted += [Span(ident, n, n + len(words)) for n in range(len(text)) if text.startswith(words, n)]
        place = place_of(answer, wanted)
        hits1 += place == 1
        hits5 += place is not None and place <= 5
        if tell and place != 1:
            first = answer.passages[0].text if answer.passages else "nothing on record"
            print(f"{'later' if place else 'missed'} {q['id']}: {q['question']} → {first}")
    return {"answerable": answerable, "hit@1": hits1, "hit@5": hits5,
            "unanswerable": len(questions) - answerable, "false": false}  # fmt: skip


def main() -> None:
    """Builds the sample story and asks it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--all", action="store_true", help="all counted together")
    together = parser.parse_args().all
    with tempfile.TemporaryDirectory() as folder, story_folder() as story:
        path = Path(folder) / "story.record"
        onrecord.build([story], path)
        with Store(path) as store:
            record = store.record()
            texts = {a.key: (a.id, a.text) for a in record.articles}
            asker = Asker(record)
            if together:
                print(json.dumps({"all": measure(asker, store, texts, marked(), tell=False)}))
                return
            for half in ("open", "held", "more"):
                chosen = [q for q in marked() if q["half"] == half]
                print(json.dumps({half: measure(asker, store, texts, chosen, tell=half != "held")}))


if __name__ == "__main__":
    main()
