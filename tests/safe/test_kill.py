"""Killed at random moments, a build, an addition, a correction and an export leave a record that goes on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_ten_kills_lose_nothing() -> None:
    call = [sys.executable, str(ROOT / "benchmarks" / "kill.py"), "--count", "3", "--seed", "7"]
    done = subprocess.run(call, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 faults" in done.stdout
    assert sum(int(n) for n in re.findall(r"(\d+) (?:statement|time)", done.stdout)) >= 4, "too few were hit"
