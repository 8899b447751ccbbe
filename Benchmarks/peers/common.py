"""What the peers share: networks, data, and the one line of JSON that each prints."""

import argparse
import gzip
import json
import pathlib
import sys
import time

import torch
from torch import nn

DATA = [
    pathlib.Path("/usr/share/datasets/fashion-mnist"),
    pathlib.Path(__file__).resolve().parents[2] / "Assets" / "fashion-mini",
]


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--samples", type=int, default=5, help="measurements to take after one that warms up")
    return parser


def start(parser: argparse.ArgumentParser) -> argparse.Namespace:
    parsed = parser.parse_args()
    torch.set_num_threads(parsed.threads)
    torch.manual_seed(1)
    return parsed


def fashion(split: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Pixels [N, 1, 28, 28] in 0…1 and labels [N], in memory: the full set where it is installed."""
    for folder in DATA:
        found = sorted(folder.glob(f"*{split}-images-idx3-ubyte.gz"))
        if not found:
            continue
        with gzip.open(found[0]) as file:
            pixels = bytearray(file.read()[16:])
        with gzip.open(str(found[0]).replace("images-idx3", "labels-idx1")) as file:
            labels = bytearray(file.read()[8:])
        images = torch.frombuffer(pixels, dtype=torch.uint8).reshape(-1, 1, 28, 28).float() / 255
        return images, torch.frombuffer(labels, dtype=torch.uint8).long()
    sys.exit("no Fashion-MNIST here; install dataset-fashion-mnist")


def fcn(depth: int = 3, width: int = 256) -> nn.Module:
    sizes = [784] + [width] * depth
    layers: list[nn.Module] = [nn.Flatten()]
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(width, 10))


def cnn_small() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1568, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
    )


def status(field: str) -> int:
    """A size of this process in bytes, from the kernel."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(field + ":"))


def report(name: str, samples: int, work, per: int = 1, warm_up=None, **more) -> None:
    """Runs `work` (or `warm_up`) once to warm up and `samples` times on the clock; `per` is the units of work in one run.

    `peakBytes` is the highest resident size while it worked, `startBytes` the size before.
    """
    start_bytes = status("VmRSS")
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # forget the peak that reading the data made
    (warm_up or work)()
    seconds = []
    for _ in range(samples):
        began = time.perf_counter()
        work()
        seconds.append((time.perf_counter() - began) / per)
    line = {"name": name, "seconds": seconds, "peakBytes": status("VmHWM"), "startBytes": start_bytes}
    print(json.dumps({**line, "threads": torch.get_num_threads(), "library": torch.__version__, **more}))
