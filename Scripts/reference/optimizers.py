"""Makes Tests/NetworksTests/Fixtures/{optimizers,fcn,cnn,batch-norm}.safetensors.

Versions: Python 3.11.2, torch 1.13.0a0 (Debian 12's python3-torch), CPU, one thread.
Command:  /usr/bin/python3 Scripts/reference/optimizers.py

optimizers   parameters after each of six steps with given gradients, float64, one tensor a setting
fcn, cnn     weights, inputs, logits; losses and weights of five steps of SGD (Nesterov, weight decay), float64
batch-norm   the same for a network with batch normalisation, with its running statistics after the steps and the
             logits in evaluation mode after them
"""
import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, os.path.dirname(__file__))
from safetensors_writer import write  # noqa: E402

FIXTURES = os.path.join(os.path.dirname(__file__), "../../Tests/NetworksTests/Fixtures")
torch.set_num_threads(1)
torch.manual_seed(20)

SETTINGS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "sgd-decay": lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.05),
    "sgd-momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "sgd-nesterov-decay": lambda p: torch.optim.SGD(
        p, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.05
    ),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01),
    "adam-decay": lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1),
}


def optimizers():
    start, gradients = torch.randn(5, dtype=torch.float64), torch.randn(6, 5, dtype=torch.float64)
    tensors = {"start": start, "gradients": gradients}
    for name, make in SETTINGS.items():
        parameter = start.clone().requires_grad_()
        optimizer, after = make([parameter]), []
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
            after.append(parameter.detach().clone())
        tensors[name] = torch.stack(after)
    write(f"{FIXTURES}/optimizers.safetensors", tensors)


def state(model, prefix):
    return {
        f"{prefix}/{name}": value.float().clone()
        for name, value in model.state_dict().items()
        if value.is_floating_point()
    }


def trajectory(name, model, shape, classes):
    """Five steps at batch 8; the weights start as float32 values, the arithmetic is float64."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_((torch.randn_like(parameter) * 0.3).float())
    model.double()
    inputs, labels = torch.rand(40, *shape).float().double(), torch.randint(classes, (40,))
    mean, deviation = 0.4, 0.25
    normalised = (inputs - mean) / deviation
    model.eval()
    tensors = {"inputs": inputs.float(), "labels": labels, **state(model, "before")}
    tensors["logits"] = model(normalised)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, nesterov=True, weight_decay=5e-4)
    model.train()
    losses = []
    for step in range(5):
        batch = slice(8 * step, 8 * step + 8)
        loss = F.cross_entropy(model(normalised[batch]), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    model.eval()
    tensors.update(state(model, "after"))
    tensors["losses"] = torch.stack(losses)
    tensors["logits-after"] = model(normalised)
    write(f"{FIXTURES}/{name}.safetensors", tensors)


def layers(**named):
    """A sequence whose members bear Halftone's names of the layers."""
    model = nn.Sequential()
    for name, layer in named.items():
        model.add_module(name, layer)
    return model


optimizers()
trajectory(
    "fcn",
    layers(
        flatten=nn.Flatten(), fc1=nn.Linear(16, 8), relu1=nn.ReLU(), fc2=nn.Linear(8, 8), relu2=nn.ReLU(),
        fc3=nn.Linear(8, 3),
    ),
    (1, 4, 4), 3,
)
trajectory(
    "cnn",
    layers(
        conv1=nn.Conv2d(2, 16, 3, padding=1), relu1=nn.ReLU(), pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(16, 32, 3, padding=1), relu2=nn.ReLU(), pool2=nn.MaxPool2d(2), flatten=nn.Flatten(),
        fc1=nn.Linear(32 * 4, 64), relu3=nn.ReLU(), fc2=nn.Linear(64, 3),
    ),
    (2, 8, 9), 3,
)
trajectory(
    "batch-norm",
    layers(
        conv1=nn.Conv2d(2, 6, (3, 2), stride=2, padding=1, groups=2, bias=False),
        bn1=nn.BatchNorm2d(6, eps=1e-3, momentum=0.2), relu1=nn.ReLU(), pool1=nn.AvgPool2d(2, stride=1, padding=1),
        pool2=nn.AdaptiveAvgPool2d((2, 1)), flatten=nn.Flatten(), fc1=nn.Linear(12, 3),
    ),
    (2, 7, 6), 3,
)
