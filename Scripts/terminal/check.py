#!/usr/bin/env python3
"""Checks of the terminal layer against an emulator and a pseudo-terminal; Tests/TerminalUITests runs them.

    check.py PROBE fuzz DEPTH SEEDS      random frames: the emulator's cells are those of the surface, one by one
    check.py PROBE hurried DEPTH SEEDS   the same over a link that is too slow for them
    check.py PROBE exits                 every way out leaves the terminal as it was
    check.py PROBE stalled               a terminal that reads nothing any more does not keep the program
    check.py PROBE suspend               ^Z under a shell and back
    check.py PROBE lost                  a terminal that goes away ends the program
    check.py PROBE busy                  a flood of wake-ups neither spins nor delays a key
    check.py PROBE slow DEPTH [RATE]     a 9 600 baud line: keys are answered, nothing is queued, the last frame is right
    check.py PROBE budget                a budget holds under an animation
    check.py PROBE asked                 what the terminal is asked, and what is believed without asking
    check.py PROBE plain                 a locale without UTF-8 gets bytes below 0x80 only; no mouse means no mouse
    check.py PROBE crash                 a crash leaves a report, and says where
    check.py PROBE sizes                 no rows, no size, and a storm of resizes
"""
import json
import os
import subprocess
import sys
import tempfile
import termios
import time

import frames

failures = []
# What must have been undone at the end, whoever switched it on.
UNDONE = ("\x1b[?1049l", "\x1b[8h", "\x1b[?25h", "\x1b[?1000l", "\x1b[?1002l", "\x1b[?1006l", "\x1b[?2004l", "\x1b[?1004l")
LEVELS = (0, 95, 135, 175, 215, 255)
GREYS = [(8 + 10 * i,) * 3 for i in range(24)]


def expect(truth, what):
    if not truth:
        failures.append(what)


def rgb(text):
    return tuple(int(text[i:i + 2], 16) for i in (0, 2, 4))


def distance(a, b):
    return sum(weight * (x - y) ** 2 for weight, x, y in zip((3, 6, 1), a, b))


def same_color(want, got, depth):
    if depth == "monochrome":
        return got == "default"
    if want == "default" or got == "default":
        return want == got
    if depth == "truecolor":
        return want == got
    if depth == "256":
        wanted = rgb(want)
        cube = tuple(min(LEVELS, key=lambda level: abs(level - value)) for value in wanted)
        return distance(wanted, rgb(got)) == min(distance(wanted, color) for color in (cube, *GREYS))
    return got in frames.NAMED_COLORS


def same_cell(want, got, depth):
    text, fg, bg, attributes = want
    if text == "":
        return got[0] == ""
    if depth == "monochrome":
        return got[0] == text or text in "▀▄ "
    invisible = text == " " and not set("ur") & set(attributes)
    if got[0] != text or not same_color(bg, got[2], depth):
        return False
    if invisible:
        return not set("ur") & set(got[3])
    # On a blank only a line and the exchange of colours can be seen.
    seen = set("bdiur") if text != " " else set("ur")
    # Bold black is grey where there are eight colours, so that black is not made bold.
    if depth == "8" and got[1] == "black":
        seen -= {"b"}
    return same_color(fg, got[1], depth) and set(attributes) & seen == set(got[3]) & seen


def fuzz(probe, depth, seeds, count=12):
    for seed in range(int(seeds)):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "expected.jsonl")
            columns, rows = (37, 9) if seed % 2 else (80, 24)
            session = frames.Session(
                [probe, "fuzz", str(seed), path], columns, rows, environment={"PROBE_DEPTH": depth})
            shown = []
            for frame in range(count):
                if frame:
                    session.send("n")
                end = time.monotonic() + 10
                while len(shown) <= frame and time.monotonic() < end:
                    session.read(0.02)
                    if os.path.exists(path):
                        with open(path, encoding="utf-8") as file:
                            shown = [line for line in file if line.endswith("\n")]
                session.settle(0.04)
                if len(shown) <= frame:
                    expect(False, f"{depth}, seed {seed}: frame {frame} never came: {session.text()}")
                    break
                compare(json.loads(shown[frame]), session.cells(), f"{depth}, seed {seed}, frame {frame}", depth)
            session.send("q")
            expect(session.close() == 0, f"{depth}, seed {seed}: ended with {session.status}")


def hurried(probe, depth, seeds, count=25):
    """Frames faster than the link: most are sent in pieces and overtaken, and the last must come out whole."""
    for seed in range(100, 100 + int(seeds)):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "expected.jsonl")
            rate = "9000" if depth == "truecolor" else "1500"
            session = frames.Session(
                [probe, "fuzz", str(seed), path], 50, 12, environment={"PROBE_DEPTH": depth, "PROBE_RATE": rate})
            session.settle(0.3)
            for _ in range(count):
                session.send("n")
                session.pass_time(0.03)
            session.settle(0.6)
            with open(path, encoding="utf-8") as file:
                last = file.readlines()[-1]
            compare(json.loads(last), session.cells(), f"{depth}, seed {seed}, the last frame in a hurry", depth)
            session.send("q")
            after_exit(session)
            said = session.raw.decode(errors="replace")
            expect("framesDropped: 0" not in said, f"{depth}, seed {seed}: no frame was overtaken")


def compare(want, got, name, depth):
    wrong = [
        f"{name}: row {y}, column {x}: expected {a}, found {b}"
        for y, (left, right) in enumerate(zip(want, got)) for x, (a, b) in enumerate(zip(left, right))
        if not same_cell(a, b, depth)
    ]
    expect(not wrong, "\n  ".join(wrong[:3]) + f" ({len(wrong)} cells)")


def exits(probe):
    ways = {
        "return": 0, "exit": 7, "abort": -6, "trap": (-4, -5), "bounds": (-4, -5), "pointer": -11, "overflow": -11,
        "thread": (-4, -5), "thread-overflow": -11, "divide": (-4, -5, -8), "TERM": 1, "HUP": 1, "INT": 1, "QUIT": -3, "hang": -15,
    }
    for depth in ("truecolor", "256"):
        for way, code in ways.items():
            is_signal = way.isupper()
            # A terminal of its own for the comparison: the program's modes end with the program otherwise.
            session = frames.Session([probe, "exit", way], 40, 10, environment={"PROBE_DEPTH": depth})
            before = termios.tcgetattr(session.fd)
            session.until("waiting for x")
            during = termios.tcgetattr(session.fd)
            if is_signal:
                os.kill(session.pid, getattr(frames.signal, "SIG" + way))
            else:
                session.send("x")
            if way == "hang":  # the first asks, the second insists
                for _ in range(2):
                    session.pass_time(0.2)
                    os.kill(session.pid, frames.signal.SIGTERM)
            attributes = after_exit(session)
            name = f"{depth}, leaving by {way}"
            raw = session.raw.decode(errors="replace")
            expect(session.status == code or (isinstance(code, tuple) and session.status in code), f"{name}: ended with {session.status}")
            expect(before == attributes, f"{name}: the modes changed from {before[:4]} to {attributes[:4]}")
            expect(during != attributes, f"{name}: the modes were never changed")
            for bytes_ in UNDONE:
                expect(bytes_ in raw.rsplit("\x1b[?1049h", 1)[-1], f"{name}: {bytes_!r} was not sent")
            if not is_signal:
                expect("last words" in raw.rsplit("\x1b[?1049l", 1)[-1], f"{name}: standard error is lost")
            if way == "trap":
                expect("trapped" in raw.rsplit("\x1b[?1049l", 1)[-1], f"{name}: the reason is lost")


def after_exit(session):
    """Waits for the end; the modes that the terminal then has."""
    end = time.monotonic() + 10
    while session.status is None and time.monotonic() < end:
        session.read(0.05)
        pid, status = os.waitpid(session.pid, os.WNOHANG) if session.status is None else (0, 0)
        if pid:
            session.status = os.waitstatus_to_exitcode(status)
            session.settle(0.05)
    attributes = termios.tcgetattr(session.fd)
    session.close()
    return attributes


def stalled(probe):
    """A terminal that reads nothing any more: the end is asked for, and comes, and leaves the modes as they were."""
    for depth in ("truecolor", "monochrome"):
        session = frames.Session([probe, "animate"], 120, 40, environment={"PROBE_DEPTH": depth})
        before = termios.tcgetattr(session.fd)
        session.pass_time(0.5)
        ticks = cpu_ticks(session.pid)
        time.sleep(1.5)
        expect(cpu_ticks(session.pid) - ticks < 40, f"{depth}: a stalled terminal keeps the processor busy")
        asked = time.monotonic()
        os.kill(session.pid, frames.signal.SIGTERM)
        pid = 0
        while not pid and time.monotonic() - asked < 5:
            pid, status = os.waitpid(session.pid, os.WNOHANG)
            time.sleep(0.02)
        expect(pid, f"{depth}: SIGTERM did not end it behind a stalled terminal")
        if not pid:
            os.kill(session.pid, frames.signal.SIGKILL)
            continue
        session.status = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - asked
        expect(took < 2.5, f"{depth}: the end took {took:.1f} s")
        expect(termios.tcgetattr(session.fd) == before, f"{depth}: the modes were left changed")
        session.settle(0.1)
        expect(b"\x1b[?1049l" in session.raw, f"{depth}: the screen was not given back")
        session.close()


def suspend(probe):
    # A shell with job control: without one, nobody would wake the program again.
    session = frames.Session(["bash", "--norc", "--noprofile", "-i"], 60, 20, environment={"PS1": "shell: ", "PROBE_DEPTH": "truecolor"})
    session.until("shell:")
    with tempfile.TemporaryDirectory() as folder:
        session.send(f"stty -a > {folder}/before; {probe} events\r")
        session.until("resize 60x20")
        for round_ in range(2):
            session.send("\x1a")
            session.until("Stopped")
            session.send(f"stty -a > {folder}/stopped{round_}; echo don''e{round_}\r")
            session.until(f"done{round_}")
            start = len(session.raw)
            session.resize(60, 21 + round_)
            session.send("fg\r")
            session.until(f"resize 60x{21 + round_}")
            expect(b"\x1b[?1049h" in session.raw[start:], "after fg: the screen was not taken again")
            expect(b"\x1b[?1000h" in session.raw[start:], "after fg: the mouse was not taken again")
        session.send("q")
        session.until("ended: quit")
        session.send(f"stty -a > {folder}/after; echo goo''d\r")
        session.until("good")
        # The first line has the size.
        before, *others = (open(f"{folder}/{name}").read().split("\n", 1)[1] for name in ("before", "stopped0", "stopped1", "after"))
        expect(all(other == before for other in others), "stty differs after ^Z or after the end")
    session.send("exit\r")
    session.close()


def lost(probe):
    for depth in ("truecolor", "256"):
        session = frames.Session([probe, "events"], 60, 20, environment={"PROBE_DEPTH": depth})
        session.until("resize")
        os.close(session.fd)
        end = time.monotonic() + 5
        while time.monotonic() < end and os.waitpid(session.pid, os.WNOHANG)[0] == 0:
            time.sleep(0.05)
        gone = time.monotonic() < end
        expect(gone, f"{depth}: the program outlives its terminal")
        if not gone:
            os.kill(session.pid, frames.signal.SIGKILL)
    # No terminal at all: one line, exit code 2.
    run = subprocess.run([probe, "events"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    expect(run.returncode == 2, f"without a terminal: ended with {run.returncode}")
    expect(run.stdout == "" and run.stderr.count("\n") == 1 and "no terminal" in run.stderr, f"without a terminal: {run.stderr!r}")
    for name, code in (("dumb", 2), ("nosuchterm", None), ("", None)):
        session = frames.Session([probe, "events"], 60, 20, term=name)
        if code is None:
            session.until("resize")
            session.send("q")
        expect(session.close() == (code or 0), f"TERM={name}: ended with {session.status}")


def busy(probe):
    session = frames.Session([probe, "busy"], 60, 20, environment={"PROBE_DEPTH": "truecolor"})
    session.until("wakes", quiet=0)
    start, worst = len(session.raw), 0
    begun = time.monotonic()
    for count in range(1, 21):
        sent = time.monotonic()
        session.send("k")
        while not session.screen.display[0].startswith(f"keys {count} "):
            session.read(0.5)
            if time.monotonic() - sent > 5:
                return expect(False, "a key was never answered")
        worst = max(worst, time.monotonic() - sent)
        session.pass_time(0.05)
    seconds = time.monotonic() - begun
    drawn = session.raw[start:].count(b"\x1b[?2026l")
    expect(drawn / seconds < 80, f"{drawn / seconds:.0f} frames a second")
    expect(worst < 0.25, f"a key waited {worst:.3f} s for its frame")
    session.send("q")
    session.close()
    # Nothing to do is nothing done.
    session = frames.Session([probe, "events"], 60, 20, environment={"PROBE_DEPTH": "truecolor"})
    session.until("resize")
    ticks = cpu_ticks(session.pid)
    session.pass_time(1)
    expect(cpu_ticks(session.pid) - ticks <= 1, "the idle program uses the processor")
    session.send("q")
    session.close()


class Line(frames.Session):
    """A terminal at the end of a slow line: it reads `rate` bytes a second and no more."""

    rate, owed, since = None, 0, 0

    def read(self, timeout):
        if self.rate is None:
            return super().read(timeout)
        end = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            self.owed = min(self.rate / 10, self.owed + (now - (self.since or now)) * self.rate)
            self.since = now
            if self.owed >= 32 and frames.select.select([self.fd], [], [], 0)[0]:
                try:
                    data = os.read(self.fd, int(self.owed))
                except OSError:
                    data = b""
                if not data:
                    self.reap()
                    return False
                self.owed -= len(data)
                self.raw += data
                self.stream.feed(data)
                return True
            if now >= end:
                return False
            time.sleep(0.01)


def slow(probe, depth, rate=""):
    # The line is slow from the first byte; the screen is a full one of other cells at each frame. Without a rate nobody says so.
    environment = {"PROBE_RATE": rate} if rate else {}
    session = Line([probe, "pages"], 40, 12, environment={"PROBE_DEPTH": depth, **environment})
    session.rate = 960
    session.until("page 0", limit=10, quiet=0)
    waits = []
    for page in range(1, 6):
        session.pass_time(0.4)
        sent = time.monotonic()
        session.send("n")
        while not session.screen.display[11].startswith(f"page {page} "):
            session.read(0.05)
            if time.monotonic() - sent > 6:
                return expect(False, f"{depth}: page {page} was never shown; {session.text()[11]!r}")
        waits.append(time.monotonic() - sent)
    expect(max(waits) < 1.3, f"{depth}: keys were answered after {', '.join(f'{wait:.2f}' for wait in waits)} s")
    # What is still behind comes; then the screen is that of the last page and no more is sent.
    end = time.monotonic() + 30
    while any(set(line) != {"E"} for line in session.screen.display[:11]) and time.monotonic() < end:
        session.read(0.1)
    wrong = [line for line in session.screen.display[:11] if set(line) != {"E"}]
    session.settle(0.7, limit=5)
    expect(not wrong, f"{depth}: the last frame never came whole: {wrong[:2]}")
    sent = time.monotonic()
    session.send("q")
    session.close()
    expect(session.status == 0, f"{depth}: ended with {session.status}")
    expect(time.monotonic() - sent < 2.5, f"{depth}: the end took {time.monotonic() - sent:.1f} s")


def budget(probe):
    session = frames.Session([probe, "animate"], 120, 40, environment={"PROBE_DEPTH": "truecolor", "PROBE_RATE": "32000"})
    session.pass_time(1)
    start = len(session.raw)
    session.pass_time(3)
    rate = (len(session.raw) - start) / 3
    expect(20_000 < rate < 36_000, f"a budget of 32 000 bytes a second let {rate:.0f} through")
    session.send("q")
    session.close()
    end = session.raw.decode(errors="replace").rsplit("OutputStatistics", 1)[-1]
    expect("framesDropped: 0" not in end, f"no frame was dropped: {end}")
    # Without one the same animation sends ten times as much; over SSH the budget comes by itself.
    for environment, least, most in (({}, 300_000, 1e9), ({"SSH_CONNECTION": "::1 1 ::1 22"}, 20_000, 36_000)):
        session = frames.Session([probe, "animate"], 120, 40, environment={"PROBE_DEPTH": "truecolor", **environment})
        session.pass_time(1)
        start = len(session.raw)
        session.pass_time(2)
        rate = (len(session.raw) - start) / 2
        expect(least < rate < most, f"{environment}: {rate:.0f} bytes a second")
        session.send("q")
        session.close()


class Answering(frames.Session):
    """A terminal that has a ground, and says so after a while."""

    ground, delay, asked = "ffff/ffff/ffff", 0, None

    def send(self, data):
        # The emulator answers for the device attributes at once: after the ground's turn.
        if isinstance(data, bytes) and data.endswith(b"c") and data.startswith(b"\x1b[?") and self.asked is None:
            self.asked = b"\x1b]11;?" in self.raw
            time.sleep(self.delay)
            data = f"\x1b]11;rgb:{self.ground}\x1b\\".encode() + data
        super().send(data)


def asked(probe):
    for ground, delay, environment, word in (
        ("ffff/ffff/dddd", 0, {}, "light"), ("0000/1111/2222", 0, {}, "dark"), ("ff/ff/ff", 0.5, {}, "dark"),
        ("ffff/ffff/ffff", 0, {"COLORFGBG": "15;0"}, "dark"), ("0000/0000/0000", 0, {"COLORFGBG": "0;15"}, "light"),
    ):
        session = Answering([probe, "events"], 60, 20, environment=environment)
        session.ground, session.delay = ground, delay
        session.until("resize")
        session.settle(0.6 if delay else 0.15)
        name = f"ground {ground} after {delay} s, {environment}"
        expect(f", {word}" in session.text()[0], f"{name}: {session.text()[0]!r}")
        # A late answer is no key.
        expect(not any("key" in line for line in session.text()), f"{name}: {session.text()}")
        session.send("q")
        session.close()
    for term, depth in (("linux", "8"), ("vt100", "monochrome"), ("xterm", "8"), ("xterm-256color", "256"), ("screen", "8"),
                        ("screen-256color", "256"), ("tmux-256color", "truecolor"), ("nosuchterm", "256")):
        session = frames.Session([probe, "events"], 60, 20, term=term)
        session.until("resize")
        glyphs = "console" if term == "linux" else "unicode"
        expect(session.text()[0].startswith(f"depth {depth}, glyphs {glyphs}"), f"TERM={term}: {session.text()[0]!r}")
        if term in ("linux", "vt100"):
            expect(b"\x1b]" not in session.raw and b"\x1bP" not in session.raw, f"TERM={term} was asked")
            expect(b"\x1b[?2026" not in session.raw, f"TERM={term} got brackets")
        session.send("q")
        session.close()
    for environment, depth in (({"NO_COLOR": "1"}, "monochrome"), ({"COLORTERM": "truecolor"}, "truecolor"), ({"STY": "1.x"}, "256")):
        session = frames.Session([probe, "events"], 60, 20, environment=environment)
        session.until("resize")
        expect(f"depth {depth}," in session.text()[0], f"{environment}: {session.text()[0]!r}")
        session.send("q")
        session.close()


def plain(probe):
    for locale, is_plain in (("C", True), ("POSIX", True), ("xx_XX.UTF-8", False), ("xx_XX.ISO-8859-1", True), ("C.UTF-8", False)):
        for depth in ("256", "monochrome"):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "frames")
                session = frames.Session([probe, "fuzz", "5", path], 60, 20, environment={"LANG": locale, "PROBE_DEPTH": depth})
                session.settle(0.3)
                for _ in range(5):
                    session.send("n")
                    session.settle(0.05)
                session.send("q")
                session.close()
                high = any(byte >= 0x80 for byte in session.raw)
                expect(high != is_plain, f"LANG={locale}, {depth}: bytes above 0x7f: {high}")
    session = frames.Session([probe, "events"], 60, 20, environment={"PROBE_MOUSE": "no"})
    session.until("resize")
    session.send("q")
    session.close()
    before = session.raw.split(b"\x1b[?1049l")[0]
    expect(not any(f"\x1b[?{mode}h".encode() in before for mode in (1000, 1002, 1003, 1006)), "--no-mouse: a mouse mode was sent")


def crash(probe):
    for way, word in (("pointer", "SIGSEGV"), ("trap", None), ("abort", "SIGABRT"), ("overflow", "SIGSEGV"), ("thread", None), ("thread-overflow", "SIGSEGV")):
        with tempfile.TemporaryDirectory() as folder:
            report = os.path.join(folder, "crash.txt")
            session = frames.Session([probe, "exit", way], 60, 10, environment={"PROBE_REPORT": report})
            session.until("waiting for x")
            session.send("x")
            after_exit(session)
            said = session.raw.decode(errors="replace").rsplit("\x1b[?1049l", 1)[-1]
            expect(report in said and "the runs are in /tmp/runs" in said, f"{way}: {said!r}")
            expect("last words" in said, f"{way}: standard error is lost: {said!r}")
            text = open(report).read() if os.path.exists(report) else ""
            expect("last words" in text and "terminal-probe" in text and (word or "SIG") in text, f"{way}: the report is {text!r}")
    session = frames.Session([probe, "exit", "QUIT"], 60, 10, environment={"PROBE_REPORT": "/nonexistent/x"})
    session.until("waiting for x")
    os.kill(session.pid, frames.signal.SIGSEGV)
    after_exit(session)
    expect("ended by SIGSEGV\r" in session.raw.decode(errors="replace"), "a report that cannot be written is claimed")


def sizes(probe):
    session = frames.Session([probe, "events"], 60, 20, environment={"PROBE_DEPTH": "truecolor"})
    session.until("resize 60x20")
    for columns, rows, shown in ((60, 0, "60x0"), (0, 20, "0x20"), (0, 0, "80x24"), (1, 1, "1x1"), (500, 200, "500x200")):
        frames.fcntl.ioctl(session.fd, termios.TIOCSWINSZ, frames.struct.pack("HHHH", rows, columns, 0, 0))
        session.pass_time(0.15)
        session.resize(60, 20)
        session.settle(0.2)
        expect(any(f"resize {shown}" in line for line in session.text()), f"{columns}x{rows}: {session.text()}")
    for step in range(300):
        session.resize(20 + step * 7 % 90, 5 + step * 5 % 40)
    session.resize(70, 22)
    session.settle(0.3)
    ticks = cpu_ticks(session.pid)
    expect(any("resize 70x22" in line for line in session.text()), f"after a storm: {session.text()}")
    session.pass_time(0.5)
    expect(cpu_ticks(session.pid) - ticks <= 1, "after a storm the program uses the processor")
    session.send("q")
    expect(session.close() == 0, f"after a storm: ended with {session.status}")


def cpu_ticks(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    probe, what, *rest = sys.argv[1:]
    checks = {check.__name__: check for check in (fuzz, hurried, exits, stalled, suspend, lost, busy, slow, budget, asked, plain, crash, sizes)}
    checks[what](os.path.abspath(probe), *rest)
    for failure in failures[:20]:
        print(failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
