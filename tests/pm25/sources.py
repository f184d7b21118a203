"""A loopback server that answers like a source."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def serving(answers, *, context=None):
    """Serve `answers` ({path without query: bytes, or (status, headers, bytes), or a function of the path}); yields it.

    The server has `url`, its base address, and `asked`, the paths asked for in order.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answers))
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.asked = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(answers):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            answer = answers.get(self.path.partition("?")[0], (404, {}, b"not here"))
            answer = answer(self.path) if callable(answer) else answer
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Say nothing."""

    return Handler
