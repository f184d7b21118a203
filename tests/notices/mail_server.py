"""A loopback mail server that answers RCPT and DATA as told and keeps what it took."""

import socket
import threading


class MailServer(threading.Thread):
    def __init__(self, rcpt="250 ok", data="250 taken", hang_up=False):
        super().__init__(daemon=True)
        self.rcpt, self.data, self.hang_up = rcpt, data, hang_up
        self.taken, self.connections = [], 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with peer, peer.makefile("rwb", buffering=0) as stream:
                self.talk(stream)

    def talk(self, stream):
        stream.write(b"220 test\r\n")
        while line := stream.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                stream.write(b"221 bye\r\n")
                return
            if verb == b"DATA" and self.hang_up:
                return
            if verb == b"DATA":
                stream.write(b"354 go on\r\n")
                lines = []
                while (line := stream.readline()) != b".\r\n":
                    lines.append(line)
                if self.data.startswith("250"):
                    self.taken.append(b"".join(lines))
                stream.write(self.data.encode() + b"\r\n")
            else:
                stream.write((self.rcpt if verb == b"RCPT" else "250 ok").encode() + b"\r\n")

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)  # close alone leaves accept() waiting
        self.listener.close()
        self.join(2)
