#!/usr/bin/env python3
"""Remakes Assets/fashion-mini from the distribution's Fashion-MNIST.

The cut: the first 200 training and first 50 test pictures of each class, in file order, as IDX files.

    fashion_mini.py                  compare the committed files with a fresh cut, print the checksums
    fashion_mini.py --write FOLDER   write the four files there

The comparison is of the contents: gzip's own bytes depend on the zlib that made them. Nothing but Python's
standard library is needed.
"""

import argparse
import gzip
import hashlib
import pathlib
import struct
import sys

SOURCE = pathlib.Path("/usr/share/datasets/fashion-mnist")
COMMITTED = pathlib.Path(__file__).resolve().parents[2] / "Assets" / "fashion-mini"
PER_CLASS = {"train": 200, "t10k": 50}
CLASSES = 10


def read(path: pathlib.Path) -> bytes:
    with gzip.open(path) as file:
        return file.read()


def cut(split: str, source: pathlib.Path) -> dict[str, bytes]:
    """The IDX files of a split's cut, uncompressed, by name."""
    images = read(source / f"{split}-images-idx3-ubyte.gz")
    labels = read(source / f"{split}-labels-idx1-ubyte.gz")
    magic, count, rows, columns = struct.unpack(">IIII", images[:16])
    assert magic == 0x803 and struct.unpack(">II", labels[:8]) == (0x801, count)
    taken = [0] * CLASSES
    chosen = []
    for index, label in enumerate(labels[8:]):
        if taken[label] < PER_CLASS[split]:
            taken[label] += 1
            chosen.append(index)
    size = rows * columns
    pixels = b"".join(images[16 + index * size : 16 + (index + 1) * size] for index in chosen)
    return {
        f"fashion-mini-{split}-images-idx3-ubyte.gz": struct.pack(">IIII", 0x803, len(chosen), rows, columns) + pixels,
        f"fashion-mini-{split}-labels-idx1-ubyte.gz": struct.pack(">II", 0x801, len(chosen))
        + bytes(labels[8 + index] for index in chosen),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=pathlib.Path, default=SOURCE, help="folder of the four original files")
    parser.add_argument("--write", type=pathlib.Path, metavar="FOLDER", help="write the files instead of comparing")
    arguments = parser.parse_args()
    if not arguments.source.is_dir():
        print(f"{arguments.source}: not there; install dataset-fashion-mnist", file=sys.stderr)
        return 2
    differing = 0
    for split in PER_CLASS:
        for name, content in cut(split, arguments.source).items():
            digest = hashlib.sha256(content).hexdigest()
            if arguments.write:
                arguments.write.mkdir(parents=True, exist_ok=True)
                with open(arguments.write / name, "wb") as file:
                    # No name and no time in the header, so that a second run writes the same bytes.
                    with gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed:
                        packed.write(content)
                verdict = "written"
            else:
                same = read(COMMITTED / name) == content
                differing += not same
                verdict = "same" if same else "DIFFERS"
            print(f"{digest}  {name}  {len(content)} bytes  {verdict}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
