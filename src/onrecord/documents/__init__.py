"""Office documents and mail into text: what both `read` and `clean` need of PDF, DOCX, RTF and messages.

Each module has a function from bytes to a `Document`, or to a plain sentence that says why there is none. The text is
made once, in reading order; nothing that is printed is dropped, and nothing is added but line ends between what stands
apart. `Document.portions` says on which page or in which part of the file each stretch stands.
"""

from onrecord.documents.document import Document, Piece, assembled

__all__ = ["Document", "Piece", "assembled"]
