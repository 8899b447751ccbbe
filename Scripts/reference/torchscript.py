"""Makes Tests/ExperimentsTests/Fixtures/tiny.pt, a TorchScript file, with what PyTorch gets from it.

Debian 12's python3-torch (1.13.1):  python3 Scripts/reference/torchscript.py
Takes [N, 1, 28, 28] in 0...1 and returns ten logits; tanh, so that its gradient is not the same everywhere.
"""

import json
import pathlib

import torch

folder = pathlib.Path(__file__).resolve().parents[2] / "Tests/ExperimentsTests/Fixtures"
folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(1)
network = torch.nn.Sequential(
    torch.nn.AvgPool2d(4), torch.nn.Flatten(), torch.nn.Linear(49, 8), torch.nn.Tanh(), torch.nn.Linear(8, 10)
).eval()
torch.jit.script(network).save(str(folder / "tiny.pt"))

inputs = (torch.arange(784, dtype=torch.float32).reshape(1, 1, 28, 28) % 29 / 28).requires_grad_()
logits = network(inputs)
target = int(logits.argmax(1))
(gradient,) = torch.autograd.grad(logits[0, target], inputs)
(folder / "tiny.json").write_text(
    json.dumps(
        {
            "logits": logits[0].tolist(),
            "target": target,
            "gradient": gradient[0, 0, ::4, ::4].reshape(-1).tolist(),
            "torch": torch.__version__,
        }
    )
    + "\n"
)
