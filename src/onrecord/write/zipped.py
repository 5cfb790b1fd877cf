"""Files in a zip whose bytes depend on nothing but theirs."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

__all__ = ["zipped"]

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that zip knows


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files`, by their names in it, in their order."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # the same whatever system writes it
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return data.getvalue()
