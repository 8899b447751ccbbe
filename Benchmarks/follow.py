#!/usr/bin/env python3
"""Measures how much following a training live slows it, from another program and from the workbench that trains.

    follow.py [--threads N] [--turns K] [--program PATH]

One training goes on all the while; what follows it is held and let go in turns, half of which begin with the one and half
with the other. Its speed in a turn is how far its loss curve came. Prints one line of JSON each: Benchmarks/run reads them.
"""

import argparse
import json
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Scripts/terminal"))
import frames  # noqa: E402

TRAINING = ["train", "--network", "cnn-small", "--dataset", "fashion-mini", "--epochs", "99999", "--probes", "0",
            "--set", "checkpoints=" + ",".join(map(str, range(2000)))]
SECONDS = 6


class Curve:
    """The epochs of a run and when they were reached, as its stream says."""

    def __init__(self, folder: pathlib.Path, wait=time.sleep):
        self.events = folder / "events.jsonl"
        self.wait = wait

    def reached(self) -> tuple[float, float]:
        """The last point but for those that are not written yet: (epoch, time)."""
        found = (0.0, 0.0)
        for line in self.events.read_bytes().splitlines()[-400:]:
            if b'"loss/train"' in line:
                event = json.loads(line)
                found = (event["payload"]["value"]["x"], event["time"])
        return found

    def speed(self, seconds: float) -> float:
        self.wait(1)  # what was begun is brought to its end
        first = self.reached()
        self.wait(seconds)
        last = self.reached()
        return (last[0] - first[0]) / (last[1] - first[1])


def newest(home: str, kind: str, limit: float = 60) -> pathlib.Path:
    """The run of that kind, once it is at work."""
    sign = b'"loss/train"' if kind == "train" else b'"cell"'
    end = time.monotonic() + limit
    while time.monotonic() < end:
        for folder in pathlib.Path(home, "runs").glob(f"[!.]*-{kind}-*"):
            if (folder / "events.jsonl").exists() and sign in (folder / "events.jsonl").read_bytes():
                return folder
        time.sleep(0.1)
    sys.exit(f"no run of {kind} began")


def turns(curve: Curve, count: int, hold, let_go) -> list[float]:
    alone, followed = [], []
    for turn in range(2 * count):
        if turn % 4 in (1, 2):
            let_go()
            followed.append(curve.speed(SECONDS))
        else:
            hold()
            alone.append(curve.speed(SECONDS))
    return sorted(100 * (1 - with_it / without) for without, with_it in zip(alone, followed))


def say(shown: str, samples: list[float]) -> None:
    print(json.dumps({"shown": shown, "unit": "%", "goal": 15, "value": statistics.median(samples), "samples": samples}), flush=True)


def other(options: argparse.Namespace, home: str) -> None:
    def start(*arguments):
        return subprocess.Popen(
            [options.program, *arguments, "--home", home, "--threads", str(options.threads), "--quiet"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    training = start(*TRAINING)
    run = newest(home, "train")
    follower = start("layers", "--model", run.name)
    try:
        newest(home, "layers")
        samples = turns(
            Curve(run), options.turns, lambda: follower.send_signal(signal.SIGSTOP), lambda: follower.send_signal(signal.SIGCONT))
    finally:
        follower.kill()
        training.kill()
    say("training slowed by another program that follows it live", samples)


def own(options: argparse.Namespace, home: str) -> None:
    # A training that was stopped at once is gone on with by a key.
    training = subprocess.Popen(
        [options.program, *TRAINING, "--home", home, "--threads", str(options.threads), "--quiet"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    run = newest(home, "train")
    training.send_signal(signal.SIGINT)
    training.wait(30)
    session = frames.Session([options.program, "--home", home, "--threads", str(options.threads)], 120, 40)
    held = False

    def toggle(wanted: bool) -> None:
        nonlocal held
        if held != wanted:
            session.send(" ")
        held = wanted
        session.pass_time(0.2)

    try:
        session.until("Halftone")
        session.send("r")
        session.pass_time(2)
        session.send("3w")
        session.until("Layer re-initialisation")
        session.send("\r")
        newest(home, "layers")
        session.until(" live ")
        # The terminal is read all the while.
        samples = turns(Curve(run, session.pass_time), options.turns, lambda: toggle(True), lambda: toggle(False))
    finally:
        session.send("q")
        session.pass_time(0.3)
        session.send("y")
        session.close(10)
    say("training slowed by following it live in the same workbench", samples)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--turns", type=int, default=8, help="of each kind")
    parser.add_argument("--program", default=str(ROOT / ".build/release/halftone"))
    options = parser.parse_args()
    for measure in (other, own):
        with tempfile.TemporaryDirectory(prefix="halftone-follow-") as home:
            measure(options, home)


if __name__ == "__main__":
    main()
