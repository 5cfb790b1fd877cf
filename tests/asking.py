"""What the tests of the app ask it with."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"
TOKEN = "a-token-for-tests"


def items(client: TestClient, path: str) -> list[dict]:
    """The items of a list of the API."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def links(html: str) -> set[str]:
    """The addresses within the app that a page links to."""
    found = re.findall(r'(?:href|action)="(/[^"]*)"', html)
    return {link.replace("&amp;", "&").partition("#")[0] for link in found}
