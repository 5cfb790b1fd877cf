"""The site: `python -m sphinx docs docs/site` builds it, offline. The pages are the Markdown files of this folder, as
they are read on GitHub, and those that `reference.py` makes from the code.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]

import reference  # noqa: E402

from onrecord.version import __version__  # noqa: E402

project = "onrecord"
copyright = "the onrecord developers, Apache-2.0"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
root_doc = "index"
myst_heading_anchors = 4
autodoc_member_order = "bysource"
autodoc_typehints = "description"
html_theme = "furo"
html_title = f"onrecord {__version__}"
html_last_updated_fmt = None
html_copy_source = False
exclude_patterns = ["site", "_build"]


def toctree(index: str) -> str:
    """The table of contents, made of the headings of `index.md` and the links below each."""
    trees = []
    for caption, below in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", index, re.MULTILINE | re.DOTALL):
        entries = re.findall(r"^- \[(.*?)\]\(([^)#]+)\.md\)", below, re.MULTILINE)
        if entries:
            listed = "\n".join(f"{words} <{page}>" for words, page in entries)
            trees.append(f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n")
    return "\n" + "\n".join(trees)


def prepare(app: Sphinx, docname: str, content: list[str]) -> None:
    """Turns links out of this folder to the pages that stand for them, and gives the index its table of contents."""
    page = reference.DOCS / f"{docname}.md"
    if page.parent != reference.DOCS / "reference":
        content[0] = reference.relinked(content[0], page, page)
    if docname == root_doc:
        content[0] += toctree(content[0])
    elif page.name == "index.md":
        content[0] += "\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"


def to_rst(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Docstrings are written as Markdown: code in them stands between single backticks."""
    lines[:] = [re.sub(r"`+ ?([^`]+?) ?`+", r"``\1``", line) for line in lines]


def setup(app: Sphinx) -> dict[str, bool]:
    """Makes the pages of the reference before Sphinx looks for files."""
    reference.write()
    app.connect("source-read", prepare)
    app.connect("autodoc-process-docstring", to_rst)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
