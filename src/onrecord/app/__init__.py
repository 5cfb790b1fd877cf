"""The local web app: `onrecord serve STORY.record`.

    server      START HERE: the ways into the app, one after another
    guard       who may ask: host, origin, token, sizes, headers; what was rendered is kept
    shelf       the record that is open; read again when its file changed
    book        a record with what pages look up in it
    pages       the pages, as HTML;  api: the same as JSON, described by OpenAPI
    writes      corrections, new articles and drafts: one at a time, in a process of their own
    views/      what each page shows, arranged; nothing is decided there

Pages are made by the server and complete without the script. They share their parts with the report
(`write/templates`). Everything in an article is untrusted: it is escaped, never run, and nothing is loaded for it.
"""

from __future__ import annotations

from onrecord.app.server import make_app, serve

__all__ = ["make_app", "serve"]
