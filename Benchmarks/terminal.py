#!/usr/bin/env python3
"""Measures the workbench as a person meets it: through a pseudo-terminal. Prints one line of JSON a figure.

    terminal.py [--threads N] [--quick] [--only NAME]… [--program PATH]

Times are taken at the terminal's end: from the moment a key is written to the moment the bytes arrive that change the
screen as the key asks. What arrived when is kept, and an emulator looks at it afterwards, so that it costs nothing meanwhile.
"""

import argparse
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Scripts/terminal"))
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]|[\x00-\x1f]")


class Terminal:
    """The program in a pseudo-terminal, with everything it writes and when."""

    def __init__(self, command: list, columns: int, rows: int):
        self.columns, self.rows = columns, rows
        self.chunks: list[tuple[float, bytes]] = []
        self.began = time.perf_counter()
        self.process, self.file = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.execv(command[0], [str(part) for part in command])

    def read(self, seconds: float, until=lambda chunk: False) -> None:
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if not select.select([self.file], [], [], left)[0]:
                return
            try:
                chunk = os.read(self.file, 1 << 16)
            except OSError:
                return
            self.chunks.append((time.perf_counter(), chunk))
            if until(chunk):
                return

    def press(self, key: str) -> float:
        at = time.perf_counter()
        os.write(self.file, key.encode())
        return at

    def text(self) -> str:
        """What is written so far, without escape sequences: enough to look for a word."""
        return ESCAPES.sub(b" ", b"".join(chunk for _, chunk in self.chunks)).decode(errors="replace")

    def wait_for(self, word: str, seconds: float = 20) -> None:
        end = time.perf_counter() + seconds
        while word not in self.text():
            if time.perf_counter() > end:
                self.close()
                sys.exit(f"the screen did not show '{word}' within {seconds:g} s; it has: {self.text()[-300:]!r}")
            self.read(0.1)

    def processor_seconds(self) -> float:
        fields = pathlib.Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        for name in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.process, name)
            except ProcessLookupError:
                break
            end = time.perf_counter() + 3
            while time.perf_counter() < end:
                self.read(0.02)
                if os.waitpid(self.process, os.WNOHANG)[0]:
                    os.close(self.file)
                    return
        os.waitpid(self.process, 0)
        os.close(self.file)


def say(name: str, shown: str, value: float, unit: str, goal: float, **more) -> None:
    print(json.dumps({"name": name, "shown": shown, "value": value, "unit": unit, "goal": goal, **more}), flush=True)


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Bench:
    def __init__(self, options: argparse.Namespace, home: str):
        self.options, self.home, self.program = options, home, options.program
        self.threads = ["--threads", str(options.threads)]

    def headless(self, *arguments: str, home: str | None = None) -> list[str]:
        return [self.program, *arguments, "--home", home or self.home, *self.threads]

    def workbench(self, columns: int = 120, rows: int = 40, home: str | None = None) -> Terminal:
        return Terminal([self.program, "--home", home or self.home, *self.threads], columns, rows)

    def prepare(self) -> None:
        """A store with a finished run, so that the workbench opens where somebody left off."""
        command = self.headless("train", "--dataset", "fashion-mini", "--epochs", "3", "--quiet")
        subprocess.run(command, check=True, capture_output=True)

    def first_paint(self) -> None:
        """From exec to the first bytes that a person can read."""
        times = []
        for _ in range(3 if self.options.quick else 11):
            terminal = self.workbench()
            seen = bytearray()

            def readable(chunk: bytes) -> bool:
                seen.extend(chunk)
                return len(ESCAPES.sub(b"", bytes(seen)).strip()) > 100

            terminal.read(10, until=readable)
            times.append((terminal.chunks[-1][0] - terminal.began) * 1e3)
            terminal.close()
        say("first-paint", "from start to the first paint", statistics.median(times), "ms", 250, samples=times)

    def loaded(self, columns: int, rows: int) -> tuple[Terminal, str]:
        """The workbench with a training run at full load in it: one that was interrupted, and is resumed on a key."""
        home = tempfile.mkdtemp(dir=self.home)
        run = subprocess.Popen(
            self.headless("train", "--dataset", self.options.dataset, "--epochs", "1000", "--quiet", home=home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.perf_counter() + 60
        while not any("point" in path.read_text() for path in pathlib.Path(home).rglob("events.jsonl")):
            if time.perf_counter() > end or run.poll() is not None:
                sys.exit("the run that was to load the machine did not start")
            time.sleep(0.2)
        run.kill()
        run.wait()
        terminal = self.workbench(columns, rows, home)
        terminal.wait_for("interrupted")
        terminal.press("r")
        terminal.read(3)
        before = terminal.processor_seconds()
        terminal.read(1)
        self.load = terminal.processor_seconds() - before
        if self.load < 0.5:
            terminal.close()
            sys.exit(f"the resumed run does not load the machine: {self.load:.2f} cores busy")
        return terminal, home

    def latency(self) -> None:
        """Help opens and closes; its title comes and goes. Half the presses each."""
        import frames

        terminal, _ = self.loaded(120, 40)
        presses = []
        for turn in range(20 if self.options.quick else 200):
            presses.append((terminal.press("?"), turn % 2 == 0))
            terminal.read(0.15 + 0.013 * (turn % 11))
        terminal.close()
        screen = frames.Screen(terminal.columns, terminal.rows)
        stream = frames.Stream(screen)
        waiting, times, lost = list(presses), [], 0
        shown = lambda: any(self.options.marker in line for line in screen.display)
        for at, chunk in terminal.chunks:
            stream.feed(chunk)
            if not waiting or at < waiting[0][0]:
                continue
            while len(waiting) > 1 and at > waiting[1][0]:
                waiting.pop(0)
                lost += 1
            if shown() == waiting[0][1]:
                times.append((at - waiting.pop(0)[0]) * 1e3)
        if len(times) < len(presses) * 0.9:
            sys.exit(f"only {len(times)} of {len(presses)} key presses were seen to change the screen")
        more = {"presses": len(presses), "lost": lost, "coresBusy": self.load}
        say("latency-p50", "key to paint under full training load, median", quantile(times, 0.5), "ms", 50, **more)
        say("latency-p99", "key to paint under full training load, p99", quantile(times, 0.99), "ms", 50, **more)

    def bytes_per_point(self) -> None:
        """Everything written while curves grow on the training screen, divided by the points that came."""
        terminal, home = self.loaded(160, 50)
        terminal.press("2")
        terminal.read(2)

        def points() -> int:
            text = "".join(path.read_text() for path in pathlib.Path(home).rglob("events.jsonl"))
            return text.count('"loss/train"')

        before, start = points(), len(terminal.chunks)
        terminal.read(4 if self.options.quick else 10)
        grown = points() - before
        written = sum(len(chunk) for _, chunk in terminal.chunks[start:])
        frames_written = len(terminal.chunks) - start
        terminal.close()
        say("bytes-per-point", "bytes for one curve point at 160×50", written / max(grown, 1), "B", 4096,
            points=grown, bytes=written, writes=frames_written)

    def idle(self) -> None:
        terminal = self.workbench()
        terminal.read(3)
        before, began = terminal.processor_seconds(), time.perf_counter()
        terminal.read(3 if self.options.quick else 10)
        share = (terminal.processor_seconds() - before) / (time.perf_counter() - began) * 100
        terminal.close()
        say("idle", "processor while nothing happens", share, "%", 1)

    def memory(self) -> None:
        """The peak of the whole program over a default training run."""
        home = tempfile.mkdtemp(dir=self.home)
        process = subprocess.Popen(self.headless("train", "--quiet", home=home), stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit("the default training failed")
        say("memory", "peak memory of the default training", usage.ru_maxrss / 1e3, "MB", 500)


def main() -> int:
    benchmarks = {
        "first-paint": Bench.first_paint, "latency": Bench.latency, "bytes-per-point": Bench.bytes_per_point,
        "idle": Bench.idle, "memory": Bench.memory,
    }
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", action="append", choices=list(benchmarks))
    parser.add_argument("--program", default=str(ROOT / ".build/release/halftone"))
    parser.add_argument("--dataset", default="fashion-mini", help="what the loading run trains on")
    parser.add_argument("--marker", default="Keys on", help="a word that only the help shows")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory(prefix="halftone-bench-") as home:
        bench = Bench(options, home)
        bench.prepare()
        for name, measure in benchmarks.items():
            if options.only and name not in options.only:
                continue
            try:
                measure(bench)
            except SystemExit as reason:
                print(f"{name}: {reason}", file=sys.stderr)
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
