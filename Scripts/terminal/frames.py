#!/usr/bin/env python3
"""Runs a command in a terminal emulator (pyte), sends it keys, and keeps what the screen shows.

    frames.py --size 120x40 --truecolour --keys 'until:Runs j j enter wait:2 q' --png out.png -- .build/release/halftone

The steps of --keys, divided by spaces:
    q  G  ctrl-n  shift-tab  page-up  f5  space  enter  escape  up …   a key
    text:words_of_it        types it ('_' is a space)          paste:words_of_it   as a bracketed paste
    click:COLUMN,ROW        press and release, from 0          wheel:up@COLUMN,ROW
    wait:SECONDS            time passes                        until:words_of_it   until the screen shows it (20 s at most)
    resize:100x30           the window changes                 signal:TERM         to the command
    shot:FILE.png|.txt|.json   what the screen shows now
Needs pyte (and Pillow for pictures): Tests/requirements.txt.
"""
import argparse
import codecs
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

try:
    import pyte
except ImportError:
    sys.exit("frames.py: no module pyte here; install what Tests/requirements.txt lists")


# What would change the command's idea of its terminal; and swift test asks for backtraces, which take long.
INHERITED = ("LINES", "COLUMNS", "COLORTERM", "TMUX", "STY", "NO_COLOR", "LC_ALL", "SWIFT_BACKTRACE")


class Stream(pyte.ByteStream):
    """pyte's parser, with what ncurses sends and pyte leaves out."""

    csi = {**pyte.ByteStream.csi, "S": "scroll_up", "T": "scroll_down", "b": "repeat"}
    events = pyte.ByteStream.events | {"scroll_up", "scroll_down", "repeat"}


class Screen(pyte.Screen):
    """pyte's screen, with dim kept in the place of blink, which it has no field for."""

    drawn = ""

    def draw(self, data):
        super().draw(data)
        self.drawn = data[-1:]

    def repeat(self, count=1):
        self.draw(self.drawn * max(1, count))

    def scroll_up(self, count=1):
        _, bottom = self.margins or (0, self.lines - 1)
        self.scroll(bottom, self.index, count)

    def scroll_down(self, count=1):
        top, _ = self.margins or (0, self.lines - 1)
        self.scroll(top, self.reverse_index, count)

    def scroll(self, row, step, count):
        place, self.cursor.y = self.cursor.y, row
        for _ in range(max(1, count)):
            step()
        self.cursor.y = place

    def select_graphic_rendition(self, *codes, private=False):
        if private:
            return
        kept, rest = [], list(codes or (0,))
        while rest:
            code = rest.pop(0)
            if code in (38, 48):
                count = {2: 4, 5: 2}.get(rest[0], 1) if rest else 0
                kept += [code, *rest[:count]]
                del rest[:count]
            else:
                kept += {2: [5], 22: [22, 25]}.get(code, [code])
        super().select_graphic_rendition(*kept)


class Session:
    """A command in a pseudo-terminal, and the screen that it believes to have."""

    def __init__(self, command, columns=120, rows=40, term="xterm-256color", truecolor=False, environment=None):
        self.screen = Screen(columns, rows)
        self.raw = bytearray()
        self.status = None
        self.stream = Stream(self.screen)
        env = {k: v for k, v in os.environ.items() if k not in INHERITED}
        env.update(TERM=term, LANG="C.UTF-8")
        if truecolor:
            env["COLORTERM"] = "truecolor"
        env.update(environment or {})
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # A test runner may block signals, and what it blocks is inherited.
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGPIPE):
                signal.signal(number, signal.SIG_DFL)
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(command[0], command, env)
            except OSError as error:
                os.write(2, f"{command[0]}: {error.strerror}\r\n".encode())
            os._exit(127)
        # Both sides set it: whichever is first.
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.write_process_input = lambda text: self.send(text.encode())

    def send(self, data):
        if isinstance(data, str):
            data = data.encode()
        try:
            os.write(self.fd, data)
        except OSError:
            pass

    def read(self, timeout):
        """Feeds what comes within `timeout` seconds, once; False when nothing came."""
        if not select.select([self.fd], [], [], max(0, timeout))[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self.reap()
            return False
        self.raw += data
        self.stream.feed(data)
        return True

    def settle(self, quiet=0.15, limit=10):
        """Reads until nothing has come for `quiet` seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self.read(quiet):
            pass

    def pass_time(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.status is None:
            self.read(left)

    def until(self, text, limit=20, quiet=0.15):
        end = time.monotonic() + limit
        while not any(text in line for line in self.screen.display):
            left = end - time.monotonic()
            if left <= 0 or self.status is not None:
                raise SystemExit(f"frames.py: the screen never showed {text!r}; it shows:\n" + "\n".join(self.text()))
            self.read(min(left, 0.2))
        if quiet:
            self.settle(quiet)

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def reap(self):
        if self.status is None:
            _, status = os.waitpid(self.pid, 0)
            self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def close(self, patience=3):
        """Waits for the command's end, then asks for it, then insists; its exit code, -n for signal n."""
        for last_resort in (signal.SIGTERM, signal.SIGKILL):
            end = time.monotonic() + patience
            while self.status is None and time.monotonic() < end:
                self.read(0.1)
                pid, status = os.waitpid(self.pid, os.WNOHANG) if self.status is None else (0, 0)
                if pid:
                    self.status = os.waitstatus_to_exitcode(status)
            if self.status is None:
                os.kill(self.pid, last_resort)
        self.reap()
        os.close(self.fd)
        return self.status

    def text(self):
        return [line.rstrip() for line in self.screen.display]

    def cells(self):
        """Rows of [text, foreground, background, attributes]; text is empty in the right half of a wide character."""
        rows = []
        for y in range(self.screen.lines):
            line = self.screen.buffer[y]
            rows.append([cell_of(line[x]) for x in range(self.screen.columns)])
        return rows


def cell_of(char):
    marks = (("b", char.bold), ("d", char.blink), ("i", char.italics), ("u", char.underscore), ("r", char.reverse))
    return [codecs.encode(char.data, "utf-8").decode(), char.fg, char.bg, "".join(m for m, on in marks if on)]


NAMED_COLORS = {f"{bright}{name}" for bright in ("", "bright") for name in (
    "black", "red", "green", "brown", "yellow", "blue", "magenta", "cyan", "white")} | {"bfightmagenta"}

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "insert": "\x1b[2~", "delete": "\x1b[3~", "page-up": "\x1b[5~", "page-down": "\x1b[6~", "backspace": "\x7f",
    "tab": "\t", "shift-tab": "\x1b[Z", "enter": "\r", "escape": "\x1b", "space": " ", "f1": "\x1bOP", "f2": "\x1bOQ",
    "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~",
    "f9": "\x1b[20~", "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}


def key_bytes(name):
    if len(name) == 1 or name in KEYS:
        return KEYS.get(name, name)
    held, rest = 0, name
    for word, bit in (("ctrl-", 4), ("alt-", 2), ("shift-", 1)):
        if rest.startswith(word) and len(rest) > len(word):
            held, rest = held | bit, rest[len(word):]
    if len(rest) == 1:
        text = chr(ord(rest.upper()) & 0x1F) if held & 4 else rest
        return ("\x1b" if held & 2 else "") + text
    plain = KEYS.get(rest)
    if plain and held == 2:
        return "\x1b" + plain
    if plain and held and plain.startswith("\x1b["):
        final = plain[-1]
        return f"\x1b[{plain[2:-1] or '1'};{held + 1}{final}"
    raise SystemExit(f"frames.py: {name!r} is no key or step; expected such as q, ctrl-n, page-up, wait:2, until:Runs")


def play(session, steps, scale=2):
    for step in steps.split():
        name, _, value = step.partition(":")
        words = value.replace("_", " ")
        if not value:
            session.send(key_bytes(step))
        elif name == "wait":
            session.pass_time(float(value))
            continue
        elif name == "until":
            session.until(words)
            continue
        elif name == "text":
            session.send(words)
        elif name == "paste":
            session.send(f"\x1b[200~{words}\x1b[201~")
        elif name == "click":
            x, y = (int(n) + 1 for n in value.split(","))
            session.send(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m")
        elif name == "wheel":
            way, _, place = value.partition("@")
            x, y = (int(n) + 1 for n in (place or "0,0").split(","))
            session.send(f"\x1b[<{64 + ['up', 'down', 'left', 'right'].index(way)};{x};{y}M")
        elif name == "resize":
            session.resize(*map(int, value.split("x")))
        elif name == "signal":
            os.kill(session.pid, getattr(signal, "SIG" + value))
        elif name == "shot":
            session.settle()
            save(session, value, scale)
        else:
            session.send(key_bytes(step))
        session.settle()


def save(session, path, scale=2):
    if path.endswith(".png"):
        import paint

        paint.picture(session.cells(), scale).save(path)
    else:
        with open(path, "w", encoding="utf-8") as file:
            if path.endswith(".json"):
                json.dump({"size": [session.screen.columns, session.screen.lines], "cells": session.cells()}, file)
            else:
                file.write("\n".join(session.text()) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="120x40", help="COLUMNSxROWS")
    parser.add_argument("--term", default="xterm-256color")
    parser.add_argument("--truecolour", "--truecolor", action="store_true", dest="truecolor", help="set COLORTERM")
    parser.add_argument("--keys", default="wait:1", help="steps, see above; after the last, the screen is kept, then the command ended")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--png")
    parser.add_argument("--text", help="FILE, or - for standard output (what happens without any output)")
    parser.add_argument("--json")
    parser.add_argument("--raw", help="every byte that the command sent")
    parser.add_argument("--scale", type=int, default=2, help="of the picture: a cell is 9 × 18 times this")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("no command after --")
    columns, rows = map(int, options.size.split("x"))
    session = Session(
        command, columns, rows, options.term, options.truecolor, dict(pair.split("=", 1) for pair in options.env))
    try:
        session.settle()
        play(session, options.keys, options.scale)
        for path in (options.png, options.json, options.text):
            if path and path != "-":
                save(session, path, options.scale)
        if options.text == "-" or not (options.png or options.json or options.text or options.raw or "shot:" in options.keys):
            print("\n".join(session.text()))
    finally:
        code = session.close(patience=3 if session.status is not None else 1)
        if options.raw:
            with open(options.raw, "wb") as file:
                file.write(session.raw)
    print(f"frames.py: the command ended with {code}", file=sys.stderr)


if __name__ == "__main__":
    main()
