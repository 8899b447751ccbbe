#!/usr/bin/env python3
"""Measures the peak memory of training on the full Fashion-MNIST. Prints one line of JSON a figure.

    memory.py [--threads N] [--program PATH]

The peak is the kernel's own count of the whole process: libtorch, the data and the reading of it, two epochs with their
evaluations and checkpoints. Later epochs take no more.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
LIMIT = 500


def peak_megabytes(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(errors.strip() or f"ended with {status}")
    return usage.ru_maxrss * 1024 / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--program", default=str(ROOT / ".build/release/halftone"))
    options = parser.parse_args()
    for network in ("fcn-3x256", "cnn-small"):
        with tempfile.TemporaryDirectory(prefix="halftone-memory-") as home:
            value = peak_megabytes(
                [options.program, "train", "--dataset", "fashion-mnist", "--network", network, "--epochs", "2",
                 "--threads", str(options.threads), "--quiet", "--home", home])
        print(json.dumps({"name": f"memory-{network}", "shown": f"peak memory, {network} on the full Fashion-MNIST",
                          "value": value, "unit": "MB", "goal": LIMIT}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
