"""The end of the server: whatever it was doing, it is over within seconds, and nothing that it started lives on."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from onrecord.store import open_record

FORM = {"content-type": "application/x-www-form-urlencoded"}
SOON = 8
"""Seconds: two for answers under way, the others for a machine that has more to do."""
ENDINGS = [name for name in ("SIGTERM", "SIGINT", "SIGKILL") if hasattr(signal, name)]


def asked(connection: HTTPConnection, path: str) -> str:
    connection.request("GET", path)
    return connection.getresponse().read().decode()


def sent(connection: HTTPConnection, token: str, files: int) -> None:
    """Articles, as a form sends them."""
    parts = [f'--cut\r\ncontent-disposition: form-data; name="token"\r\n\r\n{token}\r\n']
    for n in range(files):
        text = f"Lamp {n} repaired\n\n4 May 2026\n\nQuentin Abara repaired lamp {n} on Monday. “It shines,” he said.\n"
        parts.append(f'--cut\r\ncontent-disposition: form-data; name="file"; filename="{n}.txt"\r\n\r\n{text}\r\n')
    connection.request(
        "POST", "/add", "".join([*parts, "--cut--\r\n"]).encode(), {"content-type": "multipart/form-data; boundary=cut"}
    )
    assert connection.getresponse().read() is not None


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("doing", ["draft", "articles"])
def test_it_ends_with_all_that_it_started(copied: Callable[[], Path], name: str, doing: str) -> None:
    """The worker holds the server's output: reading it comes to an end only when the worker has ended too."""
    path = copied()
    command = [sys.executable, "-m", "onrecord", "serve", str(path), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout is not None
        host = urlsplit(server.stdout.readline().split(": ", 1)[1].split()[0]).netloc
        idle, asking = HTTPConnection(host, timeout=60), HTTPConnection(host, timeout=60)
        token = re.search(r'onrecord-token" content="([^"]+)', asked(idle, "/draft"))[1]
        if doing == "draft":
            asking.request("POST", "/draft", urlencode({"token": token, "text": "Owen Tallis, 58, was charged."}), FORM)
            asking.getresponse().read()
        else:
            sent(asking, token, 20)
            time.sleep(1)
        server.send_signal(getattr(signal, name))
        said, _ = server.communicate(timeout=SOON)
    finally:
        server.kill()
    assert "Traceback" not in said
    if name != "SIGKILL":
        assert server.returncode == 0
        assert said == ""
    assert len(open_record(path).articles) in (10, 30)
    idle.close()
    asking.close()
