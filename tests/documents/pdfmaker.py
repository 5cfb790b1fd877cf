"""A writer of tiny PDFs for the tests: pages of lines at places, or of drawing operations as they are."""

from __future__ import annotations

import textwrap
import zlib


def shown(x: float, y: float, size: float, text: str) -> bytes:
    """The operations that print `text` at a place, in points from the lower left."""
    escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, x, y, escaped)


def column(paragraphs: list[str], *, x: float = 72, y: float = 700, width: int = 70, indent: float = 12) -> list[bytes]:
    """Paragraphs wrapped at `width` characters, 14 points a line, the first line of each set in."""
    operations = []
    for paragraph in paragraphs:
        for i, line in enumerate(textwrap.wrap(paragraph, width)):
            operations.append(shown(x if i else x + indent, y, 11, line))
            y -= 14
    return operations


def pdf(pages: list[list[bytes]], *, info: dict[str, str] | None = None, picture: bool = False) -> bytes:
    """A PDF of pages that are lists of operations; `info` its properties; a `picture` hangs on every page."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"]
    objects.append(b"<< /Subtype /Image /Width 1 /Height 1 /Length 1 >>\nstream\n\0\nendstream")
    kids = []
    for operations in pages:
        packed = zlib.compress(b"\n".join(operations))
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed))
        shows = b"/XObject << /Im1 4 0 R >>" if picture else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << %s /Font "
            b"<< /F1 3 0 R >> >> >>" % (len(objects), shows)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    entries = b" ".join(b"/%s (%s)" % (k.encode(), v.encode()) for k, v in (info or {}).items())
    objects.append(b"<< %s >>" % entries)
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
