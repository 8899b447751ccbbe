#!/usr/bin/env python3
"""Random keys, mouse events, pastes and resizes at the whole program while a job runs, on every screen.

    fuzz.py PROGRAM HOME [--seed N] [--events N] [--resizes N] [--screen NAME]… [--json]

After every few hundred events what the emulator shows must be what a fresh draw (^L) shows; at the end the program must
be alive, and as large as it was when a quarter of the events had come, within 5 %: by then most kinds of job have run once, and
the first of a kind leaves some 100 kB of the libraries' own tables. Keys start and end jobs, and a job holds its data and as
much free memory as its steps leave (the same training 130 to 144 MB, from one start to the next without any key), so what is
compared is the same state twice: every job ended, every screen looked at. It is the memory that is the program's own (RssAnon):
pages of the libraries' files, which come with the first use of each of their parts and go when the system wants them, are not
counted. What is sent is decided by the seed. The program may be left by what was sent (a palette finds "quit"): that is
counted, and it is started again. HOME is a store with a finished run in it; nothing is changed there.
"""
import argparse
import fcntl
import json
import os
import random
import signal
import sys
import time

import frames
import stories

PRINTABLE = [chr(code) for code in range(33, 127) if chr(code) not in "qQ"]
NAMED = [name for name in frames.KEYS]
CONTROL = [chr(code) for code in range(1, 27) if code not in (3, 13)]
PASTES = ["halftone", "a\nb\tc", "\u202efdp 日本 e\u0301", "x" * 5000, "\x01\x02", ""]
# Fewer events say nothing of the memory.
ENOUGH = 2000
# Often pressed by people, and each opens or moves something.
LIKELY = list("hjklgGfzsvmynN?:/[]<>0123456789 ") + ["\x1b", "\t", "\r", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"]


class Fuzz:
    def __init__(self, story, run, seed, screen, truecolor):
        self.story, self.run, self.screen, self.truecolor = story, run, screen, truecolor
        self.random = random.Random(f"{seed} {screen}")
        self.sent = []
        self.counts = {"events": 0, "resizes": 0, "comparisons": 0, "left": 0, "bytes": 0}
        self.memory = []
        self.session = self.own = self.before = None

    def open(self):
        """A store as it was at the beginning, whatever was done to the last one."""
        self.own.close() if self.own else None
        self.own = stories.Story(self.story.program, self.story.home)
        options = {"truecolor": True} if self.truecolor else {}
        self.session = frames.Session(self.own.command(), 100, 30, **options)
        stories.shows(self.session, "Halftone")
        self.own.go_on(self.session, self.run)
        self.home()

    def home(self):
        """To the screen that is fuzzed, with nothing above it."""
        for key in ("\x1b", "\x1b", "\x1b", str(stories.SCREENS.index(self.screen) + 1)):
            self.session.send(key)
            self.session.pass_time(0.06)  # an Escape with a key behind it would be Alt and the key

    def event(self):
        roll = self.random.random()
        columns, rows = self.session.screen.columns, self.session.screen.lines
        if roll < 0.45:
            return self.random.choice(LIKELY)
        if roll < 0.60:
            return self.random.choice(PRINTABLE)
        if roll < 0.72:
            return frames.KEYS[self.random.choice(NAMED)]
        if roll < 0.76:
            return self.random.choice(CONTROL)
        if roll < 0.77:
            return f"\x1b[200~{self.random.choice(PASTES)}\x1b[201~"
        if roll < 0.78:
            return self.random.choice(("\x1b[I", "\x1b[O", "\x1b[1;5A", "\x1b[1;2D", "\x1bx", "\x1b[999~", "\x1b[<0;1M", "\xff", "é日"))
        x, y = self.random.randint(0, columns + 3), self.random.randint(0, rows + 3)
        kind = self.random.choice(("click", "click", "wheel", "drag", "move"))
        if kind == "click":
            button = self.random.choice((0, 0, 0, 1, 2, 4, 8, 16))
            return f"\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m"
        if kind == "wheel":
            return f"\x1b[<{self.random.choice((64, 65, 66, 67))};{x};{y}M"
        if kind == "move":
            return f"\x1b[<35;{x};{y}M"
        path = [(self.random.randint(1, columns), self.random.randint(1, rows)) for _ in range(self.random.randint(1, 6))]
        return f"\x1b[<0;{x};{y}M" + "".join(f"\x1b[<32;{a};{b}M" for a, b in path) + f"\x1b[<0;{path[-1][0]};{path[-1][1]}m"

    def size(self):
        if self.random.random() < 0.15:
            return self.random.randint(1, 70), self.random.randint(1, 20)
        return self.random.randint(60, 200), self.random.randint(18, 60)

    def play(self, events, resizes):
        self.open()
        plan = ["event"] * events + ["resize"] * resizes
        self.random.shuffle(plan)
        warm = len(plan) // 4
        for index, kind in enumerate(plan):
            if kind == "resize":
                size = self.size()
                self.sent.append(f"resize {size}")
                self.session.resize(*size)
                self.counts["resizes"] += 1
            else:
                bytes_ = self.event()
                self.sent.append(bytes_)
                self.session.send(bytes_)
                self.counts["events"] += 1
            while self.session.read(0.004 if self.random.random() < 0.3 else 0):
                pass
            if self.session.status is not None or self.ended():
                self.leave()
                warm = index + len(plan) // 4
            if index % 400 == 399 or index == len(plan) - 1:
                self.compare(index)
            if index % 150 == 149:
                self.home()
            if index == warm and events >= ENOUGH:
                self.before = self.idle_memory()
                self.go_on()
        if self.before:
            self.memory.append((self.before, self.idle_memory()))
        self.counts["bytes"] += len(self.session.raw)
        os.kill(self.session.pid, signal.SIGTERM)
        stories.left(self.session)
        self.own.close()

    def ended(self):
        try:
            pid, status = os.waitpid(self.session.pid, os.WNOHANG)
        except ChildProcessError:
            return True
        if pid:
            self.session.status = os.waitstatus_to_exitcode(status)
        return bool(pid)

    def leave(self):
        """The program is gone: by its own will, or this is a crash."""
        self.session.settle(0.1)
        name = f"{self.screen}, after {self.counts['events']} events"
        if self.session.status != 0:
            tail = self.session.raw[-2000:].decode(errors="replace").rsplit("\x1b[?1049l", 1)[-1]
            raise SystemExit(f"{name}: ended with {self.session.status} after {self.sent[-12:]!r}; it says {tail!r}")
        self.counts["left"] += 1
        self.counts["bytes"] += len(self.session.raw)
        os.close(self.session.fd)
        self.before = None
        if self.counts["left"] > 50:
            raise SystemExit(f"{name}: left too often")
        self.open()

    def compare(self, index):
        """What is shown is what a fresh draw shows. The view is frozen meanwhile, because the run is not; what still moves
        beside it (the status, a message that goes) is waited for, longer each time: a busy machine is never still for long."""
        self.session.resize(*self.random.choice(((80, 24), (120, 40), (60, 18), (160, 50))))
        self.session.pass_time(0.15)
        self.home()
        if "✻" not in self.session.text()[0]:
            self.session.send("f")
            self.session.pass_time(0.2)
        for attempt in range(40):
            self.session.settle(0.03 + 0.01 * attempt, limit=1)
            before = still(self.session.cells())
            mark = len(self.session.raw)
            self.session.send("\x0c")
            end = time.monotonic() + 30
            while len(self.session.raw) < mark + 200:
                self.session.read(0.05)
                if time.monotonic() > end:
                    state = next(line for line in open(f"/proc/{self.session.pid}/status") if line.startswith("State"))
                    raise SystemExit(f"{self.screen}, event {index}: no answer to ^L for 30 s ({state.split()[1]}) after {self.sent[-12:]!r}")
            self.session.settle(0.02 + 0.01 * attempt, limit=1)
            after = still(self.session.cells())
            wrong = [
                (y, x, a, b) for y, (r, s) in enumerate(zip(before, after)) for x, (a, b) in enumerate(zip(r, s)) if a != b]
            if not wrong:
                self.counts["comparisons"] += 1
                self.session.send("f")
                return
        stories.failures.append(
            f"{self.screen}, event {index}: {len(wrong)} cells differ from a fresh draw, such as {wrong[:2]}, after {self.sent[-8:]!r}")

    def working(self):
        """The runs that the program works on or lets wait: their locks are held."""
        runs = []
        for folder in sorted(os.listdir(f"{self.own.home}/runs")):
            try:
                with open(f"{self.own.home}/runs/{folder}/lock") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                runs.append(folder)
            except FileNotFoundError:
                pass  # just removed
        return runs

    def press(self, *keys, seconds=0.06):
        for key in keys:
            self.session.send(key)
            self.session.pass_time(seconds)

    def choose(self, run, place=0):
        """Goes to a run in the list of runs, or to one further down of those whose titles name it."""
        self.press("\x1b", "\x1b", "\x1b", "1")
        if "✻" in self.session.text()[0]:
            self.press("f")
        self.press("/", "\x15", run, "\r", "gg" + "j" * place)

    def idle_memory(self):
        """What the program holds when every job is ended, every screen was looked at and nothing happens: the same state,
        whenever it is asked for."""
        self.session.resize(100, 30)
        for attempt in range(60):
            runs = self.working()
            if not runs:
                break
            self.choose(runs[attempt % len(runs)], attempt // len(runs) % 5)
            self.press("c", "y")
            self.session.pass_time(0.3 + 0.1 * attempt)
        else:
            stories.failures.append(f"{self.screen}: {runs} cannot be cancelled; the screen shows\n" + "\n".join(self.session.text()))
        self.choose(self.run)
        self.press("/", "\x15", "\r")
        for digit in range(1, len(stories.SCREENS) + 1):
            self.press(str(digit), seconds=0.7)
        self.home()
        self.rest()
        with open(f"/proc/{self.session.pid}/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("RssAnon"))

    def rest(self):
        """Until the program does nothing for three seconds: maps that a screen asks for are a job that holds no lock."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            before = self.processor_seconds()
            self.session.pass_time(3)
            if self.processor_seconds() - before <= 0.1:
                return
        stories.failures.append(f"{self.screen}: with every job ended the program goes on computing")

    def processor_seconds(self):
        with open(f"/proc/{self.session.pid}/stat") as file:
            return sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")

    def go_on(self):
        """The training that was resumed at the beginning goes on."""
        for place in range(5):
            self.choose(self.run, place)
            self.press("r")
            self.session.pass_time(0.5)
            if self.run in self.working():
                break
        self.press("/", "\x15", "\r")
        self.home()


def still(cells):
    """Without what runs on by itself: a digit is as good as another."""
    return [[["0" if cell[0].isdigit() else cell[0], *cell[1:]] for cell in row] for row in cells]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("home")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=10_000, help="keys and mouse events on each screen")
    parser.add_argument("--resizes", type=int, default=1_000, help="on each screen")
    parser.add_argument("--screen", action="append", choices=stories.SCREENS)
    parser.add_argument("--json", action="store_true", help="one line of figures for each screen")
    options = parser.parse_args()
    story = stories.Story(options.program, options.home)
    try:
        run = story.interrupted(("--dataset", "fashion-mini", "--network", "cnn-small", "--epochs", "9999"))
        for number, screen in enumerate(options.screen or stories.SCREENS):
            # Both presenters, whatever screens are asked for.
            truecolor = (number + options.seed) % 2 == 0
            fuzz = Fuzz(story, run, options.seed, screen, truecolor)
            began = time.monotonic()
            fuzz.play(options.events, options.resizes)
            for before, after in fuzz.memory:
                stories.expect(after <= before * 1.05, f"{screen}: {before / 1e6:.1f} MB have become {after / 1e6:.1f} MB")
            if options.json:
                print(json.dumps({
                    "screen": screen, "colours": "24 bit" if truecolor else "256", **fuzz.counts, "seconds": round(time.monotonic() - began, 1),
                    "memoryMB": [[round(value / 1e6, 1) for value in pair] for pair in fuzz.memory]}), flush=True)
    except SystemExit as reason:
        stories.failures.append(str(reason))
    finally:
        story.close()
    for failure in stories.failures[:20]:
        print(failure)
    sys.exit(1 if stories.failures else 0)


if __name__ == "__main__":
    main()
