#!/usr/bin/env python3
"""Checks of the terminal layer against an emulator and a pseudo-terminal; Tests/TerminalUITests runs them.

    check.py PROBE fuzz DEPTH SEEDS      random frames: the emulator's cells are those of the surface, one by one
    check.py PROBE exits                 every way out leaves the terminal as it was
    check.py PROBE suspend               ^Z under a shell and back
    check.py PROBE lost                  a terminal that goes away ends the program
    check.py PROBE busy                  a flood of wake-ups neither spins nor delays a key
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
UNDONE = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?1002l", "\x1b[?1006l", "\x1b[?2004l", "\x1b[?1004l")
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
        "thread": (-4, -5), "divide": (-4, -5, -8), "TERM": 1, "HUP": 1, "INT": 1, "QUIT": -3, "hang": -15,
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


def cpu_ticks(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    probe, what, *rest = sys.argv[1:]
    {"fuzz": fuzz, "exits": exits, "suspend": suspend, "lost": lost, "busy": busy}[what](os.path.abspath(probe), *rest)
    for failure in failures[:20]:
        print(failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
