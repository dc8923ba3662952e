"""Chromium without a window, spoken to through pipes: pages saved as one file, pages printed, in one process."""

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.render.tools import program


class Browser:
    """A running browser."""

    def __init__(self, write: int, read: int) -> None:
        self.write, self.read = write, read
        self.number = 0
        self.rest = b""

    def call(self, method: str, session: str = "", **parameters: object) -> dict:
        """Calls a method and waits for its answer; events on the way are passed over."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def message(self) -> dict:
        """The next message."""
        while b"\0" not in self.rest:
            some = os.read(self.read, 1 << 20)
            if not some:
                raise RuntimeError("the browser has ended")
            self.rest += some
        one, _, self.rest = self.rest.partition(b"\0")
        return json.loads(one)

    @contextmanager
    def page(self, path: Path) -> Iterator[str]:
        """A tab with a page that has been loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable", session)
        self.call("Page.navigate", session, url=path.as_uri())
        while self.message().get("method") != "Page.loadEventFired":
            pass
        yield session
        self.call("Target.closeTarget", targetId=target)

    def mhtml(self, path: Path) -> bytes:
        """A page saved as one file."""
        with self.page(path) as session:
            return self.call("Page.captureSnapshot", session, format="mhtml")["data"].encode("utf-8")

    def pdf(self, path: Path) -> bytes:
        """A page printed."""
        with self.page(path) as session:
            return base64.b64decode(self.call("Page.printToPDF", session, preferCSSPageSize=True)["data"])


@contextmanager
def browser() -> Iterator[Browser]:
    """Starts a browser and ends it."""
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            program("chromium", "chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-pdf-tagging", "--remote-debugging-pipe", f"--user-data-dir={profile}",
        ]  # fmt: skip
        # The browser reads from 3 and writes to 4.
        child = subprocess.Popen(
            ["/bin/sh", "-c", f'exec "$@" 3<&{to_read} 4>&{from_write}', "sh", *command], pass_fds=(to_read, from_write),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(from_write)
        try:
            yield Browser(to_write, from_read)
        finally:
            os.close(to_write)
            os.close(from_read)
            child.terminate()
            child.wait(timeout=30)
