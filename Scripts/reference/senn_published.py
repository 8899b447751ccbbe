#!/usr/bin/env python3
"""What the published trainers' gradient penalty does to a table, beside the exact one (Documentation/results/senn.md).

    Scripts/reference/senn_published.py [--epochs N] [--seeds N]     with PyTorch 1.13; two minutes; prints JSON

The network is a SENN with the input's own numbers as concepts (10-5-5 rectified units for the relevances). `published`:
the concepts see a detached input, so the slope of f lacks its direct term, the norm is taken over the whole batch as one
vector. `exact`: ‖∇f − θᵀJ_h‖ = ‖J_θᵀh‖ of each sample, averaged.
"""
import argparse
import csv
import json
import pathlib
import statistics

import torch
from torch import nn
from torch.nn import functional as F

DATA = pathlib.Path(__file__).resolve().parents[2] / "Assets/tabular/breast_cancer.csv"
LAMBDAS = (0.0, 1e-3, 1e-2, 1e-1, 1.0)


def table() -> tuple[torch.Tensor, torch.Tensor]:
    with open(DATA) as file:
        rows = list(csv.reader(file))[1:]
    values = torch.tensor([[float(cell) for cell in row] for row in rows])
    return values[:, :-1], values[:, -1].long()


def train(inputs, labels, test, form, weight, epochs, seed) -> float:
    torch.manual_seed(seed)
    count, classes = inputs.shape[1], 2
    theta = nn.Sequential(
        nn.Linear(count, 10), nn.ReLU(), nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, (count + 1) * classes)
    )
    optimizer = torch.optim.Adam(theta.parameters(), lr=2e-3)

    def logits(x, h):
        rows = theta(x).view(-1, count + 1, classes)
        return (rows[:, :count] * h.unsqueeze(2)).sum(1) + rows[:, count], rows[:, :count]

    for _ in range(epochs):
        for chosen in torch.randperm(len(inputs)).split(32):
            x = inputs[chosen].clone().requires_grad_()
            f, relevances = logits(x, x.detach())
            loss = F.cross_entropy(f, labels[chosen])
            if weight > 0:
                slopes = torch.stack(
                    [torch.autograd.grad(f[:, c].sum(), x, create_graph=True)[0] for c in range(classes)], 2
                )
                if form == "published":
                    loss = loss + weight * (slopes - relevances).norm()
                else:
                    loss = loss + weight * slopes.flatten(1).square().sum(1).add(1e-12).sqrt().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        return (logits(test[0], test[0])[0].argmax(1) == test[1]).float().mean().item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=150)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    inputs, labels = table()
    found = {"published": {}, "exact": {}}
    for form, line in found.items():
        for weight in LAMBDAS:
            accuracies = []
            for seed in range(options.seeds):
                order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(seed))
                held, learnt = order[:114], order[114:]
                mean, deviation = inputs[learnt].mean(0), inputs[learnt].std(0)
                scaled = (inputs - mean) / deviation
                accuracies.append(
                    train(
                        scaled[learnt], labels[learnt], (scaled[held], labels[held]), form, weight, options.epochs, seed
                    )
                )
            line[f"{weight:g}"] = {"mean": statistics.mean(accuracies), "accuracies": accuracies}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
