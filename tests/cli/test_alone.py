"""The program on its own: no network, a home that cannot be written to, and texts that come back as they went in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import pipeline, proof
from onrecord.store import open_record

STORY = Path(__file__).parents[1] / "golden" / "story"

WITHOUT_NETWORK = """
import socket, sys
def refused(*args, **kwargs):
    raise AssertionError("the program tried to open a connection")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
sys.argv = ["onrecord", *sys.argv[1:]]
from onrecord.cli import main
main()
"""


def test_a_build_needs_no_network_and_writes_nothing_at_home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o555)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(tmp_path)}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    for arguments in (["build", str(STORY), "-o", "s.record"], ["check", "s.record"], ["show", "s.record"]):
        call = [sys.executable, "-c", WITHOUT_NETWORK, *arguments]
        done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []


ROUND_TRIPS = {
    "white space at both ends": b"  \n\t The ferry sank off Port Anselm on March 1, 2031. \n\n ",
    "a byte-order mark": "\ufeffThe ferry sank off Port Anselm.\n".encode(),
    "Windows line ends": b"The ferry sank.\r\n\r\nThe captain swam ashore.\r\n",
    "Windows-1252": "“The chain broke,” said José Roe — twice.".encode("cp1252"),
    "UTF-16": "The ferry sank off Port Anselm.".encode("utf-16"),
    "old Mac line ends": b"The ferry sank.\r\rThe captain swam ashore.\r",
    "characters beyond the basic plane": "The ferry 🚢 sank. “Gone,” Ann Roe said. 𝒜".encode(),
}


@pytest.mark.parametrize("data", ROUND_TRIPS.values(), ids=ROUND_TRIPS.keys())
def test_a_files_text_is_its_decoded_bytes(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    pipeline.build([tmp_path / "a.txt"], tmp_path / "s.record")
    (article,) = open_record(tmp_path / "s.record").articles
    assert article.text == data.decode(article.encoding)
    assert proof.check(tmp_path / "s.record").failures == ()


def test_equal_texts_under_two_keys_are_two_articles(tmp_path):
    text = "  The ferry Marigold sank off Port Anselm on March 1, 2031.\n"
    rows = [{"id": key, "text": text} for key in ("x", "y")]
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    pipeline.build([tmp_path / "feed.jsonl"], tmp_path / "s.record")
    articles = open_record(tmp_path / "s.record").articles
    assert sorted(a.key for a in articles) == ["x", "y"]
    assert {a.text for a in articles} == {text}
    assert [a.version_of for a in articles] == [None, None]
    assert proof.check(tmp_path / "s.record").failures == ()
