"""Sweeps of VGG16 with batch norm and ResNet18, a quarter as wide, as one would write them: load the weights of each cell,
evaluate 256 pictures of 3×32×32.

Cells: every convolution or linear layer, with the batch norm behind it, at 6 checkpoints (the last is the trained network);
with --joint every contiguous range of them at the first checkpoint. Error and mean loss are kept, without gradients. The
pictures stay in memory and are taken in batches of 64, the fastest of 16, 32, 64, 128 and 256, or of --batch.
"""

import torch
from torch import nn

import common

CHECKPOINTS, PICTURES, WIDTH = 6, 256, 0.25


def wide(channels: int) -> int:
    return round(channels * WIDTH)


def vgg16() -> nn.Module:
    layers: list[nn.Module] = []
    inputs = 3
    for count, channels in zip([2, 2, 3, 3, 3], [64, 128, 256, 512, 512]):
        for _ in range(count):
            layers += [nn.Conv2d(inputs, wide(channels), 3, padding=1), nn.BatchNorm2d(wide(channels)), nn.ReLU(inplace=True)]
            inputs = wide(channels)
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 10))


class Block(nn.Module):
    """Two 3×3 convolutions, with the zoo's names in the zoo's order."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        out += x if self.downsample is None else self.downsample(x)
        return self.relu(out)


def resnet18() -> nn.Module:
    inputs = wide(64)
    layers: list[nn.Module] = [nn.Conv2d(3, inputs, 3, 1, 1, bias=False), nn.BatchNorm2d(inputs), nn.ReLU(inplace=True)]
    for stage, channels in enumerate([64, 128, 256, 512]):
        for index in range(2):
            layers.append(Block(inputs, wide(channels), 2 if stage > 0 and index == 0 else 1))
            inputs = wide(channels)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 10))


def units(model: nn.Module) -> list[list[str]]:
    """The prefixes of each unit's tensors."""
    found: list[list[str]] = []
    for name, module in model.named_modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            found.append([f"{name}."])
        elif isinstance(module, nn.BatchNorm2d):
            found[-1].append(f"{name}.")
    return found


def main() -> None:
    parser = common.arguments(__doc__)
    parser.add_argument("--network", choices=["vgg16", "resnet18"], default="vgg16")
    parser.add_argument("--joint", action="store_true")
    parser.add_argument("--batch", type=int, default=64)
    parsed = common.start(parser)
    make = {"vgg16": vgg16, "resnet18": resnet18}[parsed.network]
    inputs, labels = torch.randn(PICTURES, 3, 32, 32), torch.randint(0, 10, (PICTURES,))
    checkpoints = [{k: v.clone() for k, v in make().state_dict().items()} for _ in range(CHECKPOINTS)]
    final = checkpoints[-1]
    model = make().eval()
    prefixes = units(model)
    criterion = nn.CrossEntropyLoss(reduction="sum")

    @torch.no_grad()
    def evaluate() -> tuple[float, float]:
        wrong, loss = 0, 0.0
        for pictures, targets in zip(inputs.split(parsed.batch), labels.split(parsed.batch)):
            logits = model(pictures)
            wrong += (logits.argmax(1) != targets).sum().item()
            loss += criterion(logits, targets).item()
        return wrong / len(inputs), loss / len(inputs)

    def cell(chosen: list[list[str]], weights: dict[str, torch.Tensor]) -> tuple[float, float]:
        heads = tuple(prefix for unit in chosen for prefix in unit)
        model.load_state_dict(final)
        model.load_state_dict({key: value for key, value in weights.items() if key.startswith(heads)}, strict=False)
        return evaluate()

    def sweep() -> int:
        if parsed.joint:
            ranges = [(first, last) for first in range(len(prefixes)) for last in range(first, len(prefixes))]
            return len([cell(prefixes[first : last + 1], checkpoints[0]) for first, last in ranges])
        return len([cell([unit], weights) for unit in prefixes for weights in checkpoints])

    cells = len(prefixes) * (len(prefixes) + 1) // 2 if parsed.joint else CHECKPOINTS * len(prefixes)
    common.report(f"deep-{parsed.network}", parsed.samples, sweep, warm_up=evaluate, unit="sweep", cells=cells)


if __name__ == "__main__":
    main()
