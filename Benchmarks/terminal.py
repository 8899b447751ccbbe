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
import shutil
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


# The scenes of Tests/TerminalProbe/Scenes.swift: bytes of a frame and milliseconds that they may take at most. What
# changes in every cell costs its colours; what stands still nothing.
SCENES = [
    ("heatmap", {"truecolor": 80e3, "256": 20e3}, 4), ("noise", {"truecolor": 80e3, "256": 50e3}, 4),
    ("curve", {"truecolor": 4096, "256": 4096}, 4), ("full", {"truecolor": 100e3, "256": 40e3}, 8),
    ("photo", {"truecolor": 480e3, "256": 110e3}, 16), ("idle", {"truecolor": 0, "256": 0}, 2),
]
PROBE = ROOT / ".build/release/terminal-probe"


def build_peer() -> pathlib.Path | None:
    """The ncurses program, compiled beside ours; none without a compiler."""
    program = ROOT / ".build/ncurses-heatmap"
    source = ROOT / "Benchmarks/peers/ncurses_heatmap.c"
    command = ["cc", "-O2", "-o", program, source, "-lncursesw", "-ltinfo", "-lm"]
    return program if subprocess.run(command, capture_output=True).returncode == 0 else None


def unpacked(package: str, path: str) -> str | None:
    """A program of the distribution, for the benchmark only: unpacked under .build-peers, installed nowhere."""
    folder = ROOT / ".build-peers"
    if not (folder / path).exists():
        folder.mkdir(exist_ok=True)
        if subprocess.run(["apt-get", "-qq", "download", package], cwd=folder, capture_output=True).returncode != 0:
            return None
        for file in folder.glob(f"{package}_*.deb"):
            subprocess.run(["dpkg", "-x", file, folder], capture_output=True)
            file.unlink()
    return str(folder / path) if (folder / path).exists() else None


def per_frame(command: list, count: int, depth: str) -> tuple[float, float]:
    """Bytes and processor milliseconds of one frame after the first: a long run less a run of one frame."""
    def run(number: int) -> tuple[int, dict]:
        os.environ["PROBE_DEPTH"] = depth
        terminal = Terminal([*command, str(number)], 200, 60)
        terminal.read(number * 0.034 * 3 + 5)
        os.waitpid(terminal.process, 0)
        written = b"".join(chunk for _, chunk in terminal.chunks)
        os.close(terminal.file)
        return len(written), json.loads(re.findall(rb"{.frames.*?}", written)[-1])

    (short, _), (long, result) = run(1), run(count + 1)
    return (long - short) / count, result["seconds"] / result["frames"] * 1e3


def thread_seconds(process: int) -> float:
    """Of the first thread alone, which draws."""
    return int(pathlib.Path(f"/proc/{process}/task/{process}/schedstat").read_text().split()[0]) / 1e9


def watch_btop(program: str, seconds: float) -> tuple[float, float, float]:
    """Bytes and processor milliseconds of one update of btop in its usual form."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        terminal = Terminal([program], 200, 60)
        del os.environ["XDG_CONFIG_HOME"]
        for _ in range(40):
            terminal.read(0.1)
        start, before = len(terminal.chunks), terminal.processor_seconds()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            terminal.read(0.1)
        written = b"".join(chunk for _, chunk in terminal.chunks[start:])
        used = terminal.processor_seconds() - before
        terminal.close()
    updates = max(1, written.count(b"\x1b[?2026l"))
    return len(written) / updates, used / updates * 1e3, used / seconds * 100


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

    def latency(self, isLoaded: bool = True) -> None:
        """Help opens and closes; its title comes and goes. Half the presses each."""
        import frames

        if isLoaded:
            terminal, _ = self.loaded(120, 40)
        else:
            terminal = self.workbench()
            terminal.wait_for("Halftone")
            terminal.read(1)
            self.load = 0
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
        name, when = ("latency", "under full training load") if isLoaded else ("latency-idle", "at rest")
        say(f"{name}-p50", f"key to paint {when}, median", quantile(times, 0.5), "ms", 30, **more)
        say(f"{name}-p99", f"key to paint {when}, p99", quantile(times, 0.99), "ms", 30, **more)

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
        say("idle", "processor while nothing happens", share, "%", 0.5)

    def frames(self) -> None:
        """Bytes and processor time of one frame, of scenes drawn by the real widgets, beside ncurses and btop."""
        peer = build_peer()
        count = 30 if self.options.quick else 90
        for scene, bytes_goal, goal in SCENES:
            for depth in ("truecolor", "256"):
                size, cost = per_frame([PROBE, "scene", scene], count, depth)
                more = {}
                if depth == "256" and peer and scene in ("heatmap", "noise", "idle"):
                    more["peerBytes"], more["peerMilliseconds"] = per_frame([peer, scene], count, depth)
                    more["peer"] = f"{more['peerBytes'] / 1e3:.1f} kB, ncurses"
                say(f"frame-{scene}-{depth}", f"a frame at 200×60: {scene}, {depth}", size / 1e3, "kB", bytes_goal[depth] / 1e3, **more)
                if "peerMilliseconds" in more:
                    more["peer"] = f"{more['peerMilliseconds']:.2f} ms, ncurses"
                say(f"cost-{scene}-{depth}", f"— processor time of it", cost, "ms", goal, **more)
        if btop := shutil.which("btop") or unpacked("btop", "usr/bin/btop"):
            size, cost, share = watch_btop(btop, 6 if self.options.quick else 20)
            ours = self.training_share()
            say("btop-bytes", "an update of the training screen at 200×60", ours[0] / 1e3, "kB", size / 1e3, peer=f"{size / 1e3:.1f} kB, btop")
            say("btop-cost", "— processor time of it", ours[1], "ms", cost, peer=f"{cost:.2f} ms, btop")

    def training_share(self) -> tuple[float, float]:
        """Bytes and milliseconds of the screen's thread for each update of the training screen, while it trains."""
        terminal, _ = self.loaded(200, 60)
        terminal.press("2")
        terminal.read(2)
        start, before = len(terminal.chunks), thread_seconds(terminal.process)
        for _ in range(60 if not self.options.quick else 20):
            terminal.read(0.1)
        written = b"".join(chunk for _, chunk in terminal.chunks[start:])
        used = thread_seconds(terminal.process) - before
        updates = max(1, written.count(b"\x1b[?2026l"))
        terminal.close()
        return len(written) / updates, used / updates * 1e3

    def table(self) -> None:
        """A table of 100 000 rows, a page down at a press: until its frame is whole."""
        terminal = Terminal([PROBE, "scene", "table", "0"], 200, 60)
        terminal.read(1)
        times = []
        for _ in range(30 if self.options.quick else 200):
            at = terminal.press("j")
            terminal.read(1, until=lambda chunk: chunk.endswith(b"\x1b[?2026l"))
            times.append((terminal.chunks[-1][0] - at) * 1e3)
            terminal.read(0.02)
        terminal.close()
        say("table-p50", "a page of a table of 100 000 rows, key to whole frame, median", quantile(times, 0.5), "ms", 33)
        say("table-p99", "a page of a table of 100 000 rows, p99", quantile(times, 0.99), "ms", 33)

    def latency_idle(self) -> None:
        self.latency(False)

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
        "idle": Bench.idle, "memory": Bench.memory, "latency-idle": Bench.latency_idle, "table": Bench.table,
        "frames": Bench.frames,
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
