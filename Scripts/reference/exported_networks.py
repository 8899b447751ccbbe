"""Runs the exporter of Documentation/network-file.md to make Tests/NetworksTests/Fixtures/exported-{mlp,cnn,resnet}.

Versions: Python 3.11.2, torch 1.13.0a0 (Debian 12's python3-torch), CPU.
Command:  /usr/bin/python3 Scripts/reference/exported_networks.py

Each folder gets network.toml and weights.safetensors from the exporter, expected.safetensors with inputs and
PyTorch's logits (float64), and beside them exporter.py, the block that ran, so that a test notices when the
documentation has moved on.
"""
import os
import re
import sys

import torch
from torch import nn

sys.path.insert(0, os.path.dirname(__file__))
from safetensors_writer import write  # noqa: E402

ROOT = os.path.join(os.path.dirname(__file__), "../..")
FIXTURES = f"{ROOT}/Tests/NetworksTests/Fixtures"
torch.manual_seed(7)

block = re.search(r"```python\n(.*?)```", open(f"{ROOT}/Documentation/network-file.md").read(), re.S).group(1)
exec(compile(block, "network-file.md", "exec"))
open(f"{FIXTURES}/exporter.py", "w").write(block)


def fixture(name, model, shape, mean, deviation, classes, architecture=None):
    folder = f"{FIXTURES}/{name}"
    os.makedirs(folder, exist_ok=True)
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias)
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
    model.eval()
    export(model, folder, shape, mean, deviation, classes, architecture)  # noqa: F821
    inputs = torch.rand(5, *shape)
    wide = [torch.tensor(v, dtype=torch.float64).reshape(1, -1, 1, 1) for v in (mean, deviation)]
    write(f"{folder}/expected.safetensors",
          {"inputs": inputs, "logits": model.double()((inputs.double() - wide[0]) / wide[1])})


fixture(
    "exported-mlp",
    nn.Sequential(nn.Flatten(), nn.Linear(25, 12), nn.ReLU(), nn.Dropout(0.3), nn.Linear(12, 4, bias=False)),
    (1, 5, 5), [0.286], [0.353], ["a", "b", "quoted \"c\"", "dé"],
)
fixture(
    "exported-cnn",
    nn.Sequential(
        nn.Sequential(
            nn.Conv2d(3, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6, eps=1e-4), nn.ReLU(), nn.MaxPool2d(2)
        ),
        nn.Sequential(nn.Conv2d(6, 8, (3, 2), stride=(2, 1), groups=2), nn.ReLU(), nn.AvgPool2d(2, stride=1)),
        nn.AdaptiveAvgPool2d((1, 2)), nn.Flatten(), nn.Linear(16, 3),
    ),
    (3, 12, 10), [0.49, 0.48, 0.45], [0.25, 0.24, 0.26], ["cat", "dog", "ship"],
)


class Block(nn.Module):
    def __init__(self, inputs, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.downsample = None
        if stride != 1:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x):
        skip = self.downsample(x) if self.downsample else x
        return torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))) + skip)


class SmallResNet18(nn.Module):
    """ResNet18 with 2, 4, 8 and 16 channels, for small pictures: a graph that no nn.Sequential is."""

    def __init__(self, classes):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 2, 3, 1, 1, bias=False), nn.BatchNorm2d(2)
        self.layer1 = nn.Sequential(Block(2, 2, 1), Block(2, 2, 1))
        self.layer2 = nn.Sequential(Block(2, 4, 2), Block(4, 4, 1))
        self.layer3 = nn.Sequential(Block(4, 8, 2), Block(8, 8, 1))
        self.layer4 = nn.Sequential(Block(8, 16, 2), Block(16, 16, 1))
        self.fc = nn.Linear(16, classes)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3)))


fixture(
    "exported-resnet", SmallResNet18(3), (3, 13, 16), [0.49, 0.48, 0.45], [0.25, 0.24, 0.26],
    ["cat", "dog", "ship"], "resnet18-w0.03125",
)
