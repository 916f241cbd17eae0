"""A headless Chromium, driven over a pipe by its own protocol: no driver, no package, no port."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.shared import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
AXE = ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js"

# The protocol reads number 3 and writes number 4, whatever the numbers of our pipes are.
START = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
for number, end in enumerate(ends, 3):
    os.dup2(end, number)
os.execv(sys.argv[3], sys.argv[3:])
"""

Message = dict[str, Any]


def find_browser() -> str | None:
    """The program, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Tab:
    """One page, and all that it logged and asked for."""

    def __init__(self, pipes: tuple[int, int]) -> None:
        self._out, self._in = pipes
        self._buffer = b""
        self._number = 0
        self._session = ""
        self.events: list[Message] = []

    def open(self) -> None:
        """Attach to a new page, and watch it."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Security"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> Message:
        """Call a method of the protocol, and wait for its answer."""
        self._number += 1
        call = {"id": self._number, "method": method, "params": params}
        if self._session:
            call["sessionId"] = self._session
        os.write(self._out, json.dumps(call).encode() + b"\0")
        while (message := self._read()).get("id") != self._number:
            self.events.append(message)
        if "error" in message:
            raise AssertionError(f"{method}: {message['error']}")
        result: Message = message["result"]
        return result

    def wait_for(self, method: str) -> Message:
        """Wait for an event, also one that came already."""
        while True:
            for place, event in enumerate(self.events):
                if event.get("method") == method:
                    return self.events.pop(place)
            self.events.append(self._read())

    def load(
        self, path: Path, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True
    ) -> None:
        """Show a file on a screen of that size, in the colours that are asked for."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.send("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        self.events.clear()
        self.send("Page.navigate", url=path.as_uri())
        self.wait_for("Page.loadEventFired")

    def run(self, expression: str) -> Any:
        """What an expression gives in the page, once it is settled."""
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key, as a person does."""
        codes = {
            "Enter": (13, "\r"),
            "Tab": (9, ""),
            "Escape": (27, ""),
            "ArrowDown": (40, ""),
            "ArrowUp": (38, ""),
        }
        code, text = codes.get(key, (ord(key[0].upper()), key))
        event = {"key": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", **event, **({"text": text} if text else {}))
        self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    def screenshot(self, path: Path) -> None:
        """What is on the screen, as a picture."""
        data = self.send("Page.captureScreenshot")["data"]
        path.write_bytes(b64decode(data))

    @property
    def complaints(self) -> list[str]:
        """What the page logged, and what of it was blocked."""
        kinds = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        return [json.dumps(one["params"]) for one in self.events if one.get("method") in kinds]

    @property
    def requests(self) -> list[str]:
        """All addresses that were asked for."""
        asked = [one for one in self.events if one.get("method") == "Network.requestWillBeSent"]
        return [one["params"]["request"]["url"] for one in asked]

    def _read(self) -> Message:
        while b"\0" not in self._buffer:
            chunk = os.read(self._in, 1 << 16)
            if not chunk:
                raise AssertionError("the browser went away")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: Message = json.loads(line)
        return message


@contextmanager
def browser(program: str, profile: Path) -> Iterator[Tab]:
    """Start a browser; it ends with the body."""
    to_browser, from_browser = os.pipe(), os.pipe()
    # A container has no sandbox of its own.
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run")
    start = [sys.executable, "-c", START, str(to_browser[0]), str(from_browser[1])]
    words = [*start, program, *options, f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        words,
        pass_fds=(to_browser[0], from_browser[1]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser[0])
    os.close(from_browser[1])
    try:
        tab = Tab((to_browser[1], from_browser[0]))
        tab.open()
        yield tab
    finally:
        os.close(to_browser[1])
        os.close(from_browser[0])
        process.kill()
        process.wait()
