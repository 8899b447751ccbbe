"""The cost of one small operation: torch.add of ten floats without gradients."""

import torch

import common

COUNT = 200_000


def main() -> None:
    parsed = common.start(common.arguments(__doc__))
    a, b = torch.ones(10), torch.ones(10)

    def adds() -> None:
        add = torch.add
        with torch.no_grad():
            for _ in range(COUNT):
                add(a, b)

    common.report("elementwise-add", parsed.samples, adds, per=COUNT, unit="operation")


if __name__ == "__main__":
    main()
