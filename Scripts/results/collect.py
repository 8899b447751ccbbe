"""Runs the release program headless and keeps what its --json mode ends with."""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
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
