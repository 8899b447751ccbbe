"""Runs the exporter of Documentation/network-file.md to make Tests/NetworksTests/Fixtures/exported-{mlp,cnn}.

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


def fixture(name, model, shape, mean, deviation, classes):
    folder = f"{FIXTURES}/{name}"
    os.makedirs(folder, exist_ok=True)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias)
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
    model.eval()
    export(model, folder, shape, mean, deviation, classes)  # noqa: F821
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
