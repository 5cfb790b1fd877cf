"""What is content and what is not: sentences by rule. All people, places and papers are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.names import find_names
from onrecord.find.parse import Parsed
from onrecord.find.quotations import find_quotations

# sentence; type, content and speaker's words of each quotation
FOUND: dict[str, list[tuple[str, list[tuple[str, list[str], str | None]]]]] = {
    "a cue between a clause's subject and its verb": [
        ("Cost estimates, she added, were “pulled out of a hat.”",
         [("mixed", ["Cost estimates", "were “pulled out of a hat.”"], "she")]),
        ("Many nights, former clerks said, he stayed past midnight.",
         [("indirect", ["Many nights", "he stayed past midnight"], "former clerks")]),
        ("Commuters, Ann Lund suggested, do not have to worry about the bridge.",
         [("indirect", ["Commuters", "do not have to worry about the bridge"], "Ann Lund")]),
    ],
    "a relative clause that a cue interrupts": [
        ("The senate passed a bill, which critics said was unfair to tenants.",
         [("indirect", ["which", "was unfair to tenants"], "critics")]),
        ("The mayor attacked Per Holm, who she claims has been lying to voters.",
         [("indirect", ["who", "has been lying to voters"], "she")]),
        ("Following what he said was an order, he shut the gate.", [("indirect", ["what", "was an order"], "he")]),
    ],
    "more than the hearer between a cue and its clause": [
        ("She said, twice, that the gate had been locked.",
         [("indirect", ["that the gate had been locked"], "She")]),
        ("The company announced last week that it would close the mill.",
         [("indirect", ["that it would close the mill"], "The company")]),
    ],
    "the nearer cue reports the quotation": [
        ("Holm responded to the letter by calling Lund “a coward.”", [("mixed", ["Lund “a coward.”"], "Holm")]),
        ("“We did what we could,” said a nurse who described the ward as “a battlefield.”",
         [("direct", ["We did what we could,"], "a nurse who described the ward as"),
          ("mixed", ["the ward as “a battlefield.”"], "who")]),
    ],
    "what something is said to be": [
        ("He called it “shameful” and called the guards.", [("mixed", ["it “shameful”"], "He")]),
        ("Lund called that “beyond belief.”", [("mixed", ["that “beyond belief.”"], "Lund")]),
        ("Holm declared it “another great day for the town.”",
         [("mixed", ["it “another great day for the town.”"], "Holm")]),
        ("She accused the board of “hiding the books.”",
         [("mixed", ["the board of “hiding the books.”"], "She")]),
    ],
    "what somebody is for or against, in marks": [
        ("Holm embraced the “open door” idea of the planners.",
         [("mixed", ["the “open door” idea of the planners"], "Holm")]),
        ("Lund pushed for a “full and open inquiry.”", [("mixed", ["a “full and open inquiry.”"], "Lund")]),
        ("Lund views the move as “a warning shot.”", [("mixed", ["the move as “a warning shot.”"], "Lund")]),
    ],
    "a verb that reports only with its particle": [
        ("Lund shrugged off the report as “gossip.”", [("mixed", ["the report as “gossip.”"], "Lund")]),
        ("Lund lashed out at the “reckless” council.", [("mixed", ["the “reckless” council"], "Lund")]),
    ],
    "a passive with whoever says it": [
        ("The bridge was described by Holm as “an old wreck.”", [("mixed", ["as “an old wreck.”"], "Holm")]),
        ("Lund was accused by Holm of “playing with lives.”", [("direct", ["playing with lives."], "Holm")]),
    ],
    "words in marks in a thought or a refusal were said": [
        ("Holm thinks the rule should be a “test of loyalty.”",
         [("mixed", ["the rule should be a “test of loyalty.”"], "Holm")]),
        ("The agency declined to describe its “methods and sources.”",
         [("mixed", ["to describe its “methods and sources.”"], "The agency")]),
    ],
    "nouns that report": [
        ("The union was angry about Lund’s remark that “the men can always swim.”",
         [("mixed", ["that “the men can always swim.”"], "Lund")]),
        ("He repeated his claim that the vote had been bought.",
         [("indirect", ["that the vote had been bought"], "his")]),
        ("A statement by the harbour board that the pier was safe was read out.",
         [("indirect", ["that the pier was safe"], "the harbour board")]),
    ],
    "what a noun's preposition leads to": [
        (
            "Voters liked Lund’s promise of “bread for every house.”",
            [("direct", ["bread for every house."], "Lund")],
        ),
    ],
    "words in marks are over": [
        (
            "She said the pier was “a wreck” — a blow to the board, which had praised it.",
            [("mixed", ["the pier was “a wreck”"], "She")],
        ),
        (
            "He said he was “out of business,” while trying to sell the boat.",
            [("mixed", ["he was “out of business,”"], "He")],
        ),
    ],
    "nothing is reported by two cues": [
        (
            "While Dahl was saying that he was done with the sea — “I have had enough of it,” he told her — he sailed.",
            [
                ("indirect", ["that he was done with the sea"], "Dahl"),
                ("direct", ["I have had enough of it,"], "he"),
            ],
        ),
        (
            "Lund said the party must support Ove Dahl, who she mocked as a “paper sailor.”",
            [
                ("indirect", ["the party must support Ove Dahl"], "Lund"),
                ("mixed", ["as a “paper sailor.”"], "she"),
            ],
        ),
    ],
    "a quotation that is the subject of what follows its cue": [
        (
            "“Only you, Ove,” she said, would sell a boat in a storm.",
            [("mixed", ["“Only you, Ove,”", "would sell a boat in a storm"], "she")],
        ),
    ],
    "a quotation without a cue goes on from the one before": [
        ("The plan was dead, Lund said. “Nobody wants it!”",
         [("mixed", ["The plan was dead", "“Nobody wants it!”"], "Lund")]),
        ("“At first I said no,” he told the court. Then, “I saw the letter.”",
         [("mixed", ["“At first I said no,”", "Then, “I saw the letter.”"], "he")]),
        ("“We are tired,” Lund wrote to The Courier on Monday, explaining why she left, “but we are not done.”",
         [("direct", ["We are tired,", "but we are not done."], "Lund"),
          ("indirect", ["why she left"], "Lund")]),
    ],
    "as somebody said": [
        ("The repairs, as Lund later explained, were a gift.",
         [("indirect", ["The repairs", "were a gift"], "Lund")]),
        ("He flew to Port Amity for, as he put it, “a small errand.”", [("direct", ["a small errand."], "he")]),
    ],
    "according to, within a clause": [
        ("She met a man whose book, according to its cover, “tells the whole truth about the ferry.”",
         [("mixed", ["She met a man whose book", "“tells the whole truth about the ferry.”"], "its cover")]),
    ],
    "further clauses of what was said": [
        ("Dahl said that the board had lied to him, but the judge believed them.",
         [("indirect", ["that the board had lied to him, but the judge believed them"], "Dahl")]),
        ("Dahl said that the pier would close and that the ferry would be sold.",
         [("indirect", ["that the pier would close and that the ferry would be sold"], "Dahl")]),
    ],
    "what the reporter adds": [
        ("Dahl said he would not back Holm, who lost his seat last year.",
         [("indirect", ["he would not back Holm"], "Dahl")]),
        ("Dahl said the pier was closed, while Lund went fishing for the whole week.",
         [("indirect", ["the pier was closed"], "Dahl")]),
    ],
    "what somebody does besides": [
        ("She decided to finish the “grand work” and waived her fee.",
         [("mixed", ["to finish the “grand work”"], "She")]),
    ],
    "what is stated without a clause": [
        ("The mayor acknowledged difficulties in keeping the bridge open.",
         [("indirect", ["difficulties in keeping the bridge open"], "The mayor")]),
        ("Holm reported having nine crowns in the bank.",
         [("indirect", ["having nine crowns in the bank"], "Holm")]),
    ],
    "participles that are past tenses": [
        ("“The river is on fire. Come and see!” Holm tweeted.",
         [("direct", ["The river is on fire. Come and see!"], "Holm")]),
    ],
}  # fmt: skip

NOT_FOUND = [
    "The harbour was called “a den of thieves” for years.",
    "Holm supports the plan for a new bridge.",
    "Lund pushed for a full and open inquiry.",
    "It is worth noting that the pier has been closed for years.",
    "There is no denying that he has had a good year.",
    "It is too soon to say whether the dam will hold.",
    "Lund did not say that the bridge was safe.",
    "The group claimed victory in the north.",
    "Holm believes that the bridge is safe.",
    "Lund wanted to leave before noon.",
    "Lund put the house up for sale.",
    "A blog called “The Feed” prints recipes.",
    "There was no question that his tears were real.",
]


@pytest.fixture
def read(parsed: Callable[..., Parsed]) -> Callable[[str], list[tuple[str, list[str], str | None]]]:
    def found(text: str) -> list[tuple[str, list[str], str | None]]:
        article = parsed(text)
        return [
            (
                q.type,
                [text[s.start : s.end] for s in q.content],
                text[q.speaker.span.start : q.speaker.span.end] if q.speaker and q.speaker.span else None,
            )
            for q in find_quotations(article, find_names(article))
        ]

    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [pytest.param(s, e, id=f"{rule}: {s[:40]}") for rule, cases in FOUND.items() for s, e in cases],
)
def test_found(
    read: Callable[[str], list[tuple[str, list[str], str | None]]],
    sentence: str,
    expected: list[tuple[str, list[str], str | None]],
) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_not_found(read: Callable[[str], list[tuple[str, list[str], str | None]]], sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    "hypothetical",
    [
        "You can at least say ‘they are civil people,’ and mean it",
        "If somebody says ‘I want ten thousand nails,’ you ask why",
        "We cannot just say ‘all is well here tonight,’ can we",
    ],
)
def test_what_need_not_have_been_said_is_no_quotation_within_one(
    read: Callable[[str], list[tuple[str, list[str], str | None]]], hypothetical: str
) -> None:
    assert len(read(f"“{hypothetical},” Ann Lund said.")) == 1


def test_what_was_said_is_one(read: Callable[[str], list[tuple[str, list[str], str | None]]]) -> None:
    found = read("“I told the girls, ‘I cannot take this any more,’ and left,” Ann Lund said.")
    assert [f[1] for f in found] == [
        ["I told the girls, ‘I cannot take this any more,’ and left,"],
        ["I cannot take this any more,"],
    ]
