"""Runs the release program headless and keeps what its --json mode ends with."""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("HALFTONE_PROGRAM", str(ROOT / ".build/release/halftone"))


class Refused(Exception):
    """The program said why it would not run (exit 2), for instance a data set that is not here."""


def halftone(home, *arguments):
    """The result line of one experiment, and the wall-clock and processor seconds that it took."""
    command = [PROGRAM, *map(str, arguments), "--home", str(home), "--json", "--quiet"]
    print("$ halftone", *command[1:-4], file=sys.stderr, flush=True)
    wall, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wall, after = time.monotonic() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode == 2:
        raise Refused(done.stderr.strip())
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}\n{done.stderr}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout.splitlines()[-1]), {"wall": round(wall, 1), "processor": round(processor, 1)}


def training(home, name, *arguments):
    """The result and the run of a training: one that `home` has under this name in its list, or a new one."""
    kept = pathlib.Path(home) / "list"
    known = dict(line.split()[:2] for line in kept.read_text().splitlines()) if kept.exists() else {}
    if name in known:
        return json.loads((pathlib.Path(home) / "runs" / known[name] / "result.json").read_text()), known[name]
    result, _ = halftone(home, "train", *arguments)
    with kept.open("a") as file:
        file.write(f"{name} {result['run']}\n")
    return result, result["run"]


def anonymous(found):
    """Without what differs from run to run, names and times; the rest is the same to the bit."""
    for result in found.values():
        result.pop("run", None)
        for epoch in result.get("epochs", []):
            epoch.pop("seconds", None)
    return found


def remake(usage, chosen, settings, page, make):
    """What the scripts have in common: which settings to make again, where the runs are kept, then the page."""
    if chosen != ["--tables"]:
        if not set(chosen) <= set(settings):
            sys.exit(f"{usage}\nSettings: {', '.join(settings)}")
        require_program()
        page.FOLDER.mkdir(exist_ok=True)
        if folder := os.environ.get("HALFTONE_RUNS"):
            make(folder, chosen or settings)
        else:
            with tempfile.TemporaryDirectory(prefix="halftone-results-") as home:
                make(home, chosen or settings)
    try:
        page.write()
    except FileNotFoundError as missing:
        sys.exit(f"the page is as it was: no {missing.filename}")


def versions(home, run):
    record = json.loads((pathlib.Path(home) / "runs" / run / "run.json").read_text())
    return {**record["versions"], "threads": record["threads"]}


def require_program():
    if not shutil.which(PROGRAM):
        sys.exit(f"no {PROGRAM}: run `make build` first, or name the program in HALFTONE_PROGRAM")


def machine():
    """Kind and number of processors, for the page's last line."""
    model = "unknown processor"
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return {"processor": model, "processors": os.cpu_count()}
