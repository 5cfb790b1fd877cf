"""The words of RTF by what they do: character sets, code pages, destinations, characters (RTF 1.9.1)."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CHARACTERS", "CHARSETS", "CODE_PAGES", "FURNITURE", "ORDER", "PARTS", "PROPERTIES", "SKIPPED", "SYMBOLS"]

CHARSETS: Mapping[int, str] = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Codecs of the font character sets; one that is not named here is read by the file's code page."""

SKIPPED = frozenset((
    b"bkmkend", b"bkmkstart", b"colorschememapping", b"colortbl", b"comment", b"datastore", b"falt", b"filetbl",
    b"fldinst", b"fontemb", b"ftncn", b"ftnsep", b"ftnsepc", b"aftncn", b"aftnsep", b"aftnsepc", b"generator",
    b"latentstyles", b"listtable", b"listoverridetable", b"nonesttables", b"objdata", b"pgptbl", b"pict", b"revtbl",
    b"rsidtbl", b"rxe", b"shpinst", b"shprslt", b"stylesheet", b"tc", b"tcn", b"template", b"themedata", b"txe",
    b"userprops", b"xe", b"xmlnstbl",
))  # fmt: skip
"""Destinations whose text is not printed. What begins with `\\*` and is not known is skipped too, as specified."""

PARTS: Mapping[bytes, str] = {
    b"footnote": "footnotes", b"shptxt": "text boxes", b"header": "headers", b"headerl": "headers",
    b"headerr": "headers", b"headerf": "headers", b"footer": "footers", b"footerl": "footers", b"footerr": "footers",
    b"footerf": "footers", b"title": "title", b"author": "author",
}  # fmt: skip
"""Destinations whose text is kept apart from the body."""

CHARACTERS: Mapping[bytes, str] = {
    b"tab": "\t", b"line": "\n", b"par": "\n", b"sect": "\n", b"page": "\n", b"cell": "\t", b"nestcell": "\t",
    b"row": "\n", b"nestrow": "\n", b"column": "\n", b"emdash": "—", b"endash": "–", b"emspace": "\u2003",
    b"enspace": "\u2002", b"qmspace": "\u2005", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”",
}  # fmt: skip
SYMBOLS: Mapping[bytes, str] = {
    b"~": "\xa0",
    b"_": "\u2011",
    b"{": "{",
    b"}": "}",
    b"\\": "\\",
    b"\n": "\n",
    b"\r": "\n",
}
ORDER = ("body", "text boxes", "footnotes", "headers", "footers")
FURNITURE = frozenset({"headers", "footers"})
PROPERTIES = frozenset({"title", "author"})
CODE_PAGES: Mapping[int, str] = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 1361: "johab"}
"""Codecs of the code pages whose number is not in their codec's name."""
