"""Furniture of news sites at its usual places, and sentences that only sound like it. All of it is invented.

`MID` stands between two paragraphs, `HEAD` between title and text, `END` behind the last paragraph.
"""

from __future__ import annotations

import pytest

from onrecord.clean.blocks import label
from onrecord.clean.parts import parts_of

TITLE = "Swing bridge to close for a year"
PROSE = [
    "The council of Brackwater voted on Monday to close the old swing bridge for at least a year.",
    "“It was never built for lorries,” said Ines Calder, who leads the council’s works committee.",
    "Residents of the east bank will have to drive eleven miles to the next crossing until repairs are done.",
    "A spokesman for the contractor, Dowell & Finch, said that the work would begin in the spring.",
    "The bridge opened in 1904. It carried trams until 1951, and lorries ever since.",
]
BYLINE = "By Mara Quill"

HEAD = [
    "3 min read", "Listen 5 min", "Listen to this article (6 minutes)", "Home > News > Local", "News » Local » Bridges",
    "Share", "Share this article", "Comments", "Save article", "Updated 14 hours ago", "Published 3 hours ago",
    "Photo: Jo Marsh / The Lamp", "Image credit: Jo Marsh", "Image source, Getty Images",
    "Facebook Twitter Email Print", "Gift this article", "Sponsored by Dowell & Finch", "5 comments", "Opinion",
    "Getty Images", "Audio By Voicebox", "Last modified on Mon 4 Mar 2021 11.02 GMT", "Skip to main content",
    "Copy link", "Add as preferred source on Google", "Text size: A A A", "This article is more than 2 years old",
    "Listen to this story", "Reading time: 4 minutes",
]  # fmt: skip
MID = [
    "Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW", "Article continues after this ad", "Sponsored Links",
    "Sign up for our morning newsletter, The Lamplighter.", "Get the day’s news in your inbox every morning.",
    "Want more news from the river? Sign up for our newsletter.", "Read more: Ferry to run in winter",
    "READ: Ferry to run in winter after all", "Read more about the swing bridge", "READ MORE ABOUT THE SWING BRIDGE",
    "ALSO READ | Why the swans are back on the quay", "See also: Why the swans are back",
    "WATCH: The bridge opens for the last time", "Related story: Why the swans are back", "More on this story",
    "Related Topics", "Recommended for you", "FERRY TO RUN IN WINTER AFTER ALL",
    "WHY THE SWANS ARE BACK ON THE QUAY THIS YEAR", "Image caption, The bridge from the east bank",
    "Getty Images/iStockphoto", "Jo Marsh/Getty Images", "(Photo by Jo Marsh/Getty Images)",
    "Credit: Jo Marsh/The Lamp", "Play video", "Watch video", "Video Player is loading.", "Hide caption",
    "toggle caption", "Enlarge this image", "View image in fullscreen", "Tap to unmute", "Follow The Lamp on Twitter",
    "Follow live: the bridge vote", "Download the Lamp app for free on the App Store and Google Play.",
    "Join our WhatsApp channel for the latest news.", "Support our journalism: become a member today.",
    "The Lamp needs you. Please consider making a donation today.", "Don’t miss: how a swing bridge works",
    "You may also like", "Most popular", "Trending now", "Editors’ picks", "11.42 GMT", "Updated at 11.42am GMT",
    "12:05 PM ET", "Story continues below advertisement", "Click here to read more", "Continue reading below",
    "We use cookies to improve your experience on our site.", "Subscribe to our podcast, River Talk, on Spotify.",
    "Allow Twitter content?",
    "This article includes content provided by Twitter. We ask for your permission before anything is loaded.",
    "[Read more: Ferry to run in winter]", "[ Ferry to run in winter ]", "» Ferry to run in winter after all",
    "Tweet this", "View this post on Instagram",
]  # fmt: skip
END = [
    "Mara Quill is a staff writer at The Lamp.",
    "Mara Quill covers the river for The Lamp. Follow her on Twitter @maraquill.",
    "Mara Quill is a reporter based in Brackwater. She can be reached at mquill@lamp.example.",
    "About the author: Mara Quill has written about bridges since 2009.", "Follow Mara Quill on Twitter: @maraquill",
    "Contact Mara Quill at mquill@lamp.example or 555-0134.", "Reach the reporter at mquill@lamp.example",
    "Email: mquill@lamp.example", "Twitter: @maraquill", "@maraquill", "mquill@lamp.example",
    "Jo Marsh contributed to this report.", "Additional reporting by Jo Marsh",
    "(Reporting by Mara Quill; Editing by Jo Marsh)", "Edited by Jo Marsh", "With files from Jo Marsh",
    "© 2021 The Lamp. All rights reserved.", "Copyright 2021 The Lamp", "Tags: bridge, council, river",
    "Filed under: Local, Bridges", "Topics: Brackwater, bridges", "Report a typo", "Report an error",
    "Spotted a mistake? Let us know.", "Do you have a tip for us? Write to tips@lamp.example.",
    "Have your say in the comments below.", "What do you think? Tell us in the comments below.",
    "Join the conversation", "Leave a comment", "Comments are closed.", "This story has been updated.",
    "This article was updated at 4 p.m. to add the vote.", "This is a developing story. Check back for updates.",
    "This story was originally published March 4, 2021, 9:30 AM.", "First published on March 4, 2021 / 9:30 AM",
    "A version of this article appears in print on March 5, 2021, Section A, Page 1.", "Next up", "Read next",
    "Back to top", "Buy tickets for our next reader evening, The River at Night, at lamp.example/events.",
    "Join us on May 3 for a live event with Ines Calder. Register now.", "Subscribe to The Lamp for $1 a week.",
    "Thanks for reading.", "Licensing and reprints", "Order reprints",
    "For more news from the river, visit lamp.example.",
    "To contact the reporter on this story: Mara Quill in Brackwater at mquill@lamp.example",
    "Sign up for our newsletter", "Listen to the latest episode of River Talk wherever you get your podcasts.", "-30-",
    "###", "ENDS", "Our Standards: The Lamp Trust Principles.", "Stay tuned for updates.",
]  # fmt: skip

STAYS = [
    "“Subscribe to it? I would not read that paper for free,” Calder said.",
    "The paper lost half of its subscribers after the strike.",
    "Police follow suspected smugglers on Twitter, a sergeant told the court.",
    "She said she would follow the matter on Facebook.",
    "A spokesman who advertises the town’s beaches said that the bridge had been good for business.",
    "The council advertised for a new harbour master in May.",
    "Advertisements for the ferry have gone up all over the east bank.",
    "Read more slowly, the teacher told the boys, and you will see what the poet meant.",
    "Listen to the river at night and you will hear the bridge, the ferryman said.",
    "The committee listened for five minutes and then voted.",
    "Share prices of Dowell & Finch fell by a tenth on the news.", "Shares in the ferry were sold at ten pounds each.",
    "He was asked to share his notes with the police, and did.",
    "Comments by the mayor had angered the ferrymen, she said.",
    "“Leave a comment if you must,” he told them, “but leave the bridge alone.”",
    "Getty Images sued the printer of the postcards in March.",
    "The photograph was taken by Jo Marsh on the last day of the war.",
    "The picture shows the bridge as it was, with a tram on it.",
    "He was pictured on the bridge on the night of the fire, prosecutors said.",
    "A caption under the picture named the wrong man.", "The newsletter of the rowing club first reported the crack.",
    "She writes a newsletter about ferries that 400 people read.",
    "The app that the ferry uses failed on Monday, and nobody could pay.",
    "Download speeds on the east bank are the slowest in the county.",
    "Support for the bridge fell to 31 percent in the poll.",
    "Donations have paid for half of the repairs, the trust said.",
    "Donate blood, the hospital asked, and four hundred people came.",
    "The museum will open its doors on May 3, and tickets cost four pounds.",
    "Tickets for the last crossing sold out in an hour, the trust said.",
    "Join the navy and see the world, his father had told him.",
    "He will join us on the committee in May, said Calder.",
    "The podcast that made him famous was recorded on the bridge.",
    "Cookies baked by the school raised eighty pounds for the bridge.",
    "We use cookies instead of flour, the baker joked, and it works.",
    "The report has been updated since then, the engineer said.", "This story is not over, said Calder.",
    "The story was first told in a ballad of 1911.", "The article that he wrote for the Lamp cost him his job.",
    "A correction was printed on page two, where nobody saw it.",
    "Copyright in the drawings belongs to the family, the judge ruled.",
    "All rights in the ferry were sold to the county in 1951.", "Mistakes were made, the contractor said.",
    "“Report any error to me,” she told the crew.", "The typo cost the council four thousand pounds.",
    "Sponsored swims across the river have raised a good deal of money.", "The race is sponsored by a brewery.",
    "The brewery sponsored the race for the last time.",
    "Recommended speeds on the bridge are lower than the law allows, the engineer said.",
    "The panel recommended a weight limit of ten tonnes.",
    "Breaking the news to his crew was the hardest part, the ferryman said.",
    "Topics for the hearing include noise, light and the price of the ferry.",
    "Tags on the swans showed that they had come from the north.",
    "Updated drawings of the bridge will be shown in May.",
    "Published works on the bridge fill a shelf in the library.",
    "Back to the top of the hill, they carried the boat by hand.", "Skip to 1951, when the last tram crossed.",
    "Watch how it swings: slowly, and only when it wants to.", "More on that in a moment.",
    "More about the bridge is known now than when it was built.", "Related work on the quay will take until June.",
    "Follow the path along the river and you will come to the bridge.",
    "Follow the money, the auditor said, and it ends in the river.",
    "Contact with the ferry was lost at four in the morning.", "Contact was made at dawn, the coastguard said.",
    "Email was unknown when the bridge was last repaired.",
    "He emailed the council at 4 p.m. and asked for the drawings.",
    "Sign the petition, they shouted, and most people did.", "Buy the bridge, he said, and it is yours for a pound.",
    "Click, said the lock, and the bridge swung open.", "Play was stopped at four because of the fog.",
    "Ines Calder is a reporter’s dream, the mayor said.", "Ines Calder covers her desk with maps of the river.",
    "Ines Calder is the author of two books about the river.",
    "Jo Marsh, a reporter for the Lamp, was on the bridge when it stuck.",
    "Continue to the east bank and turn left, the sign said.",
    "Gift shops on the quay have lost a third of their trade.", "Opinion is divided on the east bank.",
    "Live music was played as the bridge closed.", "Enlarge the lock, the engineers said, or close it.",
    "Home to four hundred people, the east bank has no shop.", "Video from the tower showed the lorry on the bridge.",
    "Thanks for coming, said the mayor, and left.", "Thank you for nothing, read a banner on the bridge.",
    "The end of the bridge is near.",
]  # fmt: skip


def kinds(*paragraphs: str, between: str = "\n\n", byline: tuple[str, ...] = ()) -> list[str]:
    return [b.kind for b in label(parts_of(between.join(paragraphs)), byline=byline)]


def check(line: str, at: int, paragraphs: list[str], byline: tuple[str, ...] = ()) -> None:
    for between in ("\n\n", "\n"):
        found = kinds(*paragraphs, between=between, byline=byline)
        assert found[at] not in ("prose", "title", "deck", "subhead"), (line, found)
        prose = [kind for kind, text in zip(found, paragraphs, strict=True) if text in PROSE]
        assert prose == ["prose"] * len(PROSE), (line, found)


@pytest.mark.parametrize("line", HEAD)
def test_over_the_text(line: str) -> None:
    check(line, 2, [TITLE, BYLINE, line, *PROSE])


@pytest.mark.parametrize("line", MID)
def test_between_paragraphs(line: str) -> None:
    check(line, 4, [TITLE, BYLINE, *PROSE[:2], line, *PROSE[2:]])


@pytest.mark.parametrize("line", END)
def test_behind_the_text(line: str) -> None:
    check(line, 7, [TITLE, BYLINE, *PROSE, line])


@pytest.mark.parametrize("line", STAYS)
@pytest.mark.parametrize("at", [2, 5, 7])
def test_sentences_that_sound_like_furniture(line: str, at: int) -> None:
    paragraphs = [TITLE, BYLINE, *PROSE]
    paragraphs.insert(at, line)
    for between in ("\n\n", "\n"):
        found = kinds(*paragraphs, between=between)
        assert found == ["title", "credit", *["prose"] * (len(PROSE) + 1)], (line, found)


def test_there_are_enough_of_them() -> None:
    assert len({*HEAD, *MID, *END}) >= 40
    assert len(set(STAYS)) >= 60
