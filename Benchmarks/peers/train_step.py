"""One training step at batch 128: SGD with momentum 0.9, data in memory, shuffled anew by index each epoch."""

import torch
from torch import nn

import common

STEPS = {"fcn": 100, "cnn": 20}


def main() -> None:
    parser = common.arguments(__doc__)
    parser.add_argument("--network", choices=list(STEPS), default="fcn")
    parsed = common.start(parser)
    model = common.fcn() if parsed.network == "fcn" else common.cnn_small()
    inputs, labels = common.fashion("train")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    criterion = nn.CrossEntropyLoss()

    def batches():
        while True:
            for indices in torch.randperm(len(inputs)).split(128):
                if len(indices) == 128:
                    yield inputs[indices], labels[indices]

    stream = batches()
    model.train()

    def steps() -> None:
        for _ in range(STEPS[parsed.network]):
            pictures, targets = next(stream)
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(model(pictures), targets)
            loss.backward()
            optimizer.step()

    common.report(f"train-step-{parsed.network}", parsed.samples, steps, per=STEPS[parsed.network], unit="step")


if __name__ == "__main__":
    main()
