"""The re-initialisation sweep of FCN 3×256 as one would write it: load the weights of each cell, evaluate 10 000 pictures.

Cells: 4 layers × 12 checkpoints (the last is the trained network), 4 layers × 5 random draws, and the 10 contiguous
ranges reset to the first checkpoint.
Error and mean loss are kept, without gradients. The pictures stay in memory and are taken in batches of 1 000, the fastest
of the sizes from 128 to 10 000; with --loader they come from a DataLoader in batches of 256, as tutorials have it.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import common

CHECKPOINTS, DRAWS, BATCH = 12, 5, 1000


def main() -> None:
    parser = common.arguments(__doc__)
    parser.add_argument("--loader", action="store_true")
    parsed = common.start(parser)
    inputs, labels = common.fashion("t10k")
    while len(inputs) < 10_000:  # with fashion-mini, the same amount of work
        inputs, labels = torch.cat([inputs, inputs])[:10_000], torch.cat([labels, labels])[:10_000]
    checkpoints = [{k: v.clone() for k, v in common.fcn().state_dict().items()} for _ in range(CHECKPOINTS)]
    final = checkpoints[-1]
    model = common.fcn().eval()
    linears = [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]
    criterion = nn.CrossEntropyLoss(reduction="sum")
    loader = DataLoader(TensorDataset(inputs, labels), batch_size=256)

    @torch.no_grad()
    def evaluate() -> tuple[float, float]:
        wrong, loss = 0, 0.0
        for pictures, targets in loader if parsed.loader else zip(inputs.split(BATCH), labels.split(BATCH)):
            logits = model(pictures)
            wrong += (logits.argmax(1) != targets).sum().item()
            loss += criterion(logits, targets).item()
        return wrong / len(inputs), loss / len(inputs)

    def cell(layers: list[str], weights: dict[str, torch.Tensor]) -> tuple[float, float]:
        model.load_state_dict(final)
        chosen = {key: value for key, value in weights.items() if key.rsplit(".", 1)[0] in layers}
        model.load_state_dict(chosen, strict=False)
        return evaluate()

    def sweep() -> int:
        results = [[cell([layer], weights) for weights in checkpoints] for layer in linears]
        for layer in linears:
            fresh = model.get_submodule(layer)
            for _ in range(DRAWS):
                fresh.reset_parameters()
                drawn = {f"{layer}.{key}": value.clone() for key, value in fresh.state_dict().items()}
                results.append(cell([layer], drawn))
        for first in range(len(linears)):
            for last in range(first, len(linears)):
                results.append(cell(linears[first : last + 1], checkpoints[0]))
        return CHECKPOINTS * len(linears) + len(results) - len(linears)

    cells = sweep()
    common.report("layers-sweep", parsed.samples, sweep, unit="sweep", cells=cells)


if __name__ == "__main__":
    main()
