#!/usr/bin/env python3
"""The Linux kernel's own console: a virtual terminal that nobody uses, its keys pushed in, its screen memory read.

    console.py       tries whether one can be used here; else one line that says why not, and exit code 1

The keyboard is TIOCSTI, the screen /dev/vcsuN (what was meant, in Unicode) and /dev/vcsaN (what the font shows, with colours).
"""
import fcntl
import os
import struct
import sys
import termios
import time

OPEN_QUERY = 0x5600
DISALLOCATE = 0x5608


class Missing(Exception):
    """There is no console here that may be used."""


class Console:
    def __init__(self, command, environment):
        try:
            with open("/dev/tty0") as first:
                self.number = struct.unpack("i", fcntl.ioctl(first, OPEN_QUERY, struct.pack("i", 0)))[0]
            if self.number < 1:
                raise Missing("every virtual terminal is in use")
            self.path = f"/dev/tty{self.number}"
            self.keyboard = os.open(self.path, os.O_RDWR | os.O_NOCTTY)
            self.rows, self.columns = struct.unpack("HHHH", fcntl.ioctl(self.keyboard, termios.TIOCGWINSZ, bytes(8)))[:2]
            self.memory("u"), self.memory("a")
        except OSError as reason:
            raise Missing(f"no virtual terminal: {reason}") from None
        self.process = os.fork()
        if self.process == 0:
            os.setsid()
            terminal = os.open(self.path, os.O_RDWR)
            fcntl.ioctl(terminal, termios.TIOCSCTTY, 1)
            for descriptor in range(3):
                os.dup2(terminal, descriptor)
            os.execvpe(command[0], command, environment)

    def memory(self, kind):
        with open(f"/dev/vcs{kind}{self.number}", "rb") as screen:
            return screen.read()

    def lines(self):
        text = self.memory("u").decode("utf-32-le", "replace")
        return [text[start:start + self.columns] for start in range(0, self.rows * self.columns, self.columns)]

    def strange(self):
        """What the console's font cannot show: the characters whose place holds the font's stand-in."""
        cells = self.memory("a")[4::2]
        meant = "".join(self.lines())
        # Places without an own glyph all show the same one, which for a blank or a letter is the letter itself.
        return {sign for sign, glyph in zip(meant, cells) if sign not in CONTROLS and bytes([glyph]).decode("cp437") != sign}

    def colors(self):
        """The pairs of foreground and background on the screen."""
        return {(cell & 7, cell >> 4 & 7) for cell in self.memory("a")[5::2]}

    def send(self, keys):
        for byte in keys.encode():
            fcntl.ioctl(self.keyboard, termios.TIOCSTI, bytes([byte]))

    def until(self, text, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if any(text in line for line in self.lines()):
                return True
            time.sleep(0.05)
        return False

    def mode(self):
        return termios.tcgetattr(self.keyboard)

    def close(self):
        try:
            os.kill(self.process, 9)
            os.waitpid(self.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.keyboard)
        try:
            with open("/dev/tty0") as first:
                fcntl.ioctl(first, DISALLOCATE, self.number)
        except OSError:
            pass


# Arrows and the like, for which code page 437 has glyphs where ASCII has its control characters.
CONTROLS = "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼"


if __name__ == "__main__":
    try:
        probe = Console(["/bin/sh", "-c", "read line; echo got $line"], {**os.environ, "TERM": "linux"})
        time.sleep(0.2)
        try:
            probe.send("halftone\r")
        except OSError as reason:
            raise Missing(f"keys cannot be pushed into a virtual terminal: {reason}") from None
        heard = probe.until("got halftone", 3)
        probe.close()
        if not heard:
            raise Missing("a virtual terminal does not hear the keys that are pushed into it")
    except Missing as reason:
        sys.exit(str(reason))
