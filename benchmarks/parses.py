"""Articles as the first stages leave them, for what is measured on one finding alone, without building a record."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from common import FED

from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.model import Cleaned
from onrecord.read import read_inputs
from onrecord.settings import Settings

__all__ = ["cleaned"]


def cleaned(articles: Sequence[dict[str, Any]]) -> list[Cleaned]:
    """These articles, read and cleaned one by one: what the language model is then given of each.

    Exits when one of them cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        lines = [json.dumps({k: a[k] for k in FED if k in a}, ensure_ascii=False) + "\n" for a in articles]
        source.write_text("".join(lines), encoding="utf-8")
        settings = Settings()
        results = [s if isinstance(s, Problem) else clean(s, settings) for s in read_inputs([source], settings)]
    bad = [r for r in results if isinstance(r, Problem)]
    if bad:
        sys.exit(f"{len(bad)} articles cannot be read, the first: {bad[0].why}")
    return [r for r in results if not isinstance(r, Problem)]
