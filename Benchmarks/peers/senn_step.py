"""One training step of a self-explaining network (5 concepts, 10 classes) with the gradient penalty as the published
trainers take it: a backward pass for each class and one for each concept, batched, then the norm of the difference."""

import torch
from torch import nn
from torch.nn import functional as F

import common

CONCEPTS, CLASSES, BATCH, STEPS = 5, 10, 100, 10


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 10, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(10, CONCEPTS, 5), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(CONCEPTS, CONCEPTS, 4, groups=CONCEPTS), nn.Flatten(),
        )
        self.spread = nn.Linear(1, 16)
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(CONCEPTS, 16, 5, stride=2), nn.ReLU(), nn.ConvTranspose2d(16, 8, 5), nn.ReLU(),
            nn.ConvTranspose2d(8, 1, 2, stride=2, padding=1),
        )
        self.theta = nn.Sequential(
            nn.Conv2d(1, 10, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(10, 20, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(),
            nn.Linear(320, 50), nn.ReLU(), nn.Linear(50, (CONCEPTS + 1) * CLASSES), nn.Tanh(),
        )

    def forward(self, x: torch.Tensor):
        concepts = self.encoder(x)
        theta = self.theta(x).view(-1, CONCEPTS + 1, CLASSES)
        logits = (theta[:, :CONCEPTS] * concepts.unsqueeze(2)).sum(1) + theta[:, CONCEPTS]
        code = self.spread(concepts.unsqueeze(2)).view(-1, CONCEPTS, 4, 4)
        return logits, concepts, theta, self.decoder(code)


def penalty(x: torch.Tensor, logits: torch.Tensor, concepts: torch.Tensor, theta: torch.Tensor) -> torch.Tensor:
    """‖∇f − θᵀJ_h‖ a sample, from C + k backward passes that can be differentiated again."""

    def slopes(values: torch.Tensor) -> torch.Tensor:
        columns = [
            torch.autograd.grad(values[:, index].sum(), x, create_graph=True)[0].flatten(1) for index in range(values.shape[1])
        ]
        return torch.stack(columns, 2)

    # The bias concept's own slope is 0.
    explained = slopes(concepts) @ theta[:, :CONCEPTS]
    return (slopes(logits) - explained).flatten(1).norm(dim=1).mean()


def main() -> None:
    parsed = common.start(common.arguments(__doc__))
    model = Network()
    inputs, labels = common.fashion("train")
    inputs = (inputs - 0.286) / 0.353
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    order = torch.randperm(len(inputs))
    place = 0

    def steps() -> None:
        nonlocal place
        for _ in range(STEPS):
            if place + BATCH > len(inputs):
                place = 0
            rows = order[place : place + BATCH]
            place += BATCH
            x, targets = inputs[rows].requires_grad_(), labels[rows]
            optimizer.zero_grad(set_to_none=True)
            logits, concepts, theta, back = model(x)
            loss = F.cross_entropy(logits, targets) + (back - x.detach()).square().mean()
            loss = loss + 2e-5 * concepts.abs().sum(1).mean() + 1e-2 * penalty(x, logits, concepts, theta)
            loss.backward()
            optimizer.step()

    common.report("senn-step", parsed.samples, steps, per=STEPS, unit="step")


if __name__ == "__main__":
    main()
