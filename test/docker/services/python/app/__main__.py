"""Answers on port 18083 until SIGTERM."""

import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import six

PAGES = {"/livez": "OK", "/readyz": "OK", "/": f"six {six.__version__}"}


class Handler(BaseHTTPRequestHandler):
    """Answers the paths that it knows."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        self.send_response(404 if page is None else 200)
        self.end_headers()
        self.wfile.write((page or "not found").encode())


server = ThreadingHTTPServer(("", 18083), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
sys.exit(0)
