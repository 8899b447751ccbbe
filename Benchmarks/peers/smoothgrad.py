"""SmoothGrad, n = 50, of 64 pictures on the small network, with Captum: NoiseTunnel over Saliency.

Captum's speed and memory hang on how many noisy copies of each picture it takes at once. Without --at-once the few
sensible settings are tried in processes of their own, and the fastest is the one that is measured and reported.
"""

import json
import subprocess
import sys

import torch
from captum.attr import NoiseTunnel, Saliency

import common

SETTINGS = [1, 2, 5, 10, 25, 50]


def best_setting(threads: int) -> int:
    def tried(at_once: int) -> float:
        command = [sys.executable, __file__, "--threads", str(threads), "--samples", "2", "--at-once", str(at_once)]
        return min(json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["seconds"])

    return min(SETTINGS, key=tried)


def main() -> None:
    parser = common.arguments(__doc__)
    parser.add_argument("--at-once", type=int, help="noisy copies of each picture in one pass; default: search")
    parsed = common.start(parser)
    at_once = parsed.at_once or best_setting(parsed.threads)
    pictures, labels = common.fashion("t10k")
    pictures, labels = pictures[:64].clone(), labels[:64].clone()
    tunnel = NoiseTunnel(Saliency(common.cnn_small().eval()))

    def attribute() -> torch.Tensor:
        return tunnel.attribute(
            pictures,
            nt_type="smoothgrad",
            nt_samples=50,
            nt_samples_batch_size=at_once,
            stdevs=0.15,
            target=labels,
            abs=False,
        )

    # What the library loads and generates on first use is not the work's memory; the other side does the same.
    tunnel.attribute(pictures[:1], nt_type="smoothgrad", nt_samples=2, stdevs=0.15, target=labels[:1], abs=False)
    common.report("smoothgrad", parsed.samples, attribute, unit="64 pictures", atOnce=at_once)


if __name__ == "__main__":
    main()
