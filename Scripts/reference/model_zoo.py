"""Makes Tests/NetworksTests/Fixtures/model-zoo.json: networks in the layout of PyTorch's common model zoo, with logits.

Versions: Python 3.11.2, torch 1.13.0a0 and numpy 1.24.2 (Debian 12's python3-torch and python3-numpy), CPU.
Command:  /usr/bin/python3 Scripts/reference/model_zoo.py

The modules are written here from the architectures' facts, with the zoo's attribute names, so that their state
dictionaries have the zoo's names and shapes; the counts of their parameters are checked against the published ones.
Weights and inputs follow a formula of the tensor's name and the element's index (`numbers` below, ZooFormula.swift in
the tests), so the file holds only names, shapes and logits, which are computed in float64.
"""
import json
import os

import numpy
import torch
from torch import nn

FIXTURE = os.path.join(os.path.dirname(__file__), "../../Tests/NetworksTests/Fixtures/model-zoo.json")
PERIOD = 8191
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def numbers(name, count):
    """Numbers in [0, 1), multiples of 2^-24: FNV-1a of the name, then splitmix64 of the index modulo a prime."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 % 2**64
    with numpy.errstate(over="ignore"):
        x = numpy.uint64(seed) + numpy.arange(min(count, PERIOD), dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        x ^= x >> numpy.uint64(31)
    one = (x >> numpy.uint64(40)).astype(numpy.float64) / 2**24
    return torch.from_numpy(numpy.resize(one, count))


def value(name, shape):
    u = numbers(name, int(numpy.prod(shape))).reshape(shape)
    if name.endswith("num_batches_tracked"):
        return torch.tensor(7)
    if name.endswith("running_var"):
        result = 0.5 + u
    elif name.endswith("running_mean") or name.endswith("bias"):
        result = (u - 0.5) * 0.2
    elif len(shape) == 1:
        result = 0.4 + 0.4 * u
    else:
        result = (2 * u - 1) * (6 / numpy.prod(shape[1:])) ** 0.5
    return result.float()


class Basic(nn.Module):
    expansion = 1

    def __init__(self, inputs, channels, stride, downsample):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.downsample = downsample

    def forward(self, x):
        skip = x if self.downsample is None else self.downsample(x)
        return torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))) + skip)


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, inputs, channels, stride, downsample):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv3 = nn.Conv2d(channels, 4 * channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * channels)
        self.downsample = downsample

    def forward(self, x):
        skip = x if self.downsample is None else self.downsample(x)
        x = torch.relu(self.bn1(self.conv1(x)))
        x = torch.relu(self.bn2(self.conv2(x)))
        return torch.relu(self.bn3(self.conv3(x)) + skip)


class ResNet(nn.Module):
    def __init__(self, block, counts, classes, small):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False) if small else nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.maxpool = nn.Identity() if small else nn.MaxPool2d(3, 2, 1)
        inputs = 64
        for stage, count in enumerate(counts):
            channels, blocks = 64 << stage, []
            for index in range(count):
                stride, outputs, downsample = 2 if stage and not index else 1, channels * block.expansion, None
                if stride != 1 or inputs != outputs:
                    downsample = nn.Sequential(
                        nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
                    )
                blocks.append(block(inputs, channels, stride, downsample))
                inputs = outputs
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x):
        x = self.maxpool(torch.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


class VGG(nn.Module):
    def __init__(self, counts, norm, classes, small):
        super().__init__()
        inputs, layers = 3, []
        for count, channels in zip(counts, [64, 128, 256, 512, 512]):
            for _ in range(count):
                layers += [nn.Conv2d(inputs, channels, 3, padding=1)] + [nn.BatchNorm2d(channels)] * norm + [nn.ReLU()]
                inputs = channels
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1 if small else 7)
        self.classifier = nn.Linear(512, classes) if small else nn.Sequential(
            nn.Linear(512 * 49, 4096), nn.ReLU(), nn.Dropout(),
            nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, classes),
        )

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


MAKERS = {
    "resnet18": lambda classes, small: ResNet(Basic, [2, 2, 2, 2], classes, small),
    "resnet50": lambda classes, small: ResNet(Bottleneck, [3, 4, 6, 3], classes, small),
    "vgg16-bn": lambda classes, small: VGG([2, 2, 3, 3, 3], 1, classes, small),
}
# As published, with a thousand classes on photographs.
COUNTS = {"resnet18": 11_689_512, "resnet50": 25_557_032, "vgg16-bn": 138_365_992}


def case(name, shape, classes):
    small = min(shape[2:]) < 64
    model = MAKERS[name](classes, small).eval()
    if not small and classes == 1000:
        assert sum(p.numel() for p in model.parameters()) == COUNTS[name], name
    state = model.state_dict()
    model.load_state_dict({key: value(key, list(tensor.shape)) for key, tensor in state.items()})
    pixels = numbers("inputs", int(numpy.prod(shape))).reshape(shape)
    wide = [torch.tensor(v, dtype=torch.float64).reshape(1, -1, 1, 1) for v in (MEAN, DEVIATION)]
    with torch.no_grad():
        logits = model.double()((pixels - wide[0]) / wide[1])
    print(f"{name} {shape}: logits of deviation {logits.std():.3g}, largest {logits.abs().max():.3g}")
    return {
        "network": name, "inputs": shape, "classes": classes,
        "tensors": {key: list(tensor.shape) for key, tensor in state.items()},
        "logits": [float(f"{v:.9g}") for v in logits.flatten().tolist()],
    }


cases = [
    case("resnet18", [1, 3, 224, 224], 1000), case("resnet18", [2, 3, 32, 32], 10),
    case("resnet50", [1, 3, 224, 224], 1000), case("resnet50", [2, 3, 32, 32], 10),
    case("vgg16-bn", [1, 3, 96, 64], 1000), case("vgg16-bn", [2, 3, 32, 32], 10),
]
text = {"torch": torch.__version__, "mean": MEAN, "deviation": DEVIATION, "cases": cases}
with open(FIXTURE, "w") as file:
    file.write(json.dumps(text, separators=(",", ":")).replace('{"network"', '\n{"network"') + "\n")
