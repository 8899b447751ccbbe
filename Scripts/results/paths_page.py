"""Tables of Documentation/results/paths.md, from the JSON files in the folder beside it."""
import json
import pathlib

import collect
import marked
from statistics_of_layers import mean, median, spearman

RESULTS = pathlib.Path(__file__).resolve().parents[2] / "Documentation/results"
FOLDER = RESULTS / "paths"
# By name; the value is the training's name in a list of kept runs, shared with layers_deep where the training is.
SETTINGS = {
    "resmlp-seed-0": "resmlp-seed-0", "resmlp-seed-1": "resmlp-seed-1", "preresnet20": "preresnet20", "preresnet56": "preresnet56",
    "resnet18": "resnet18-batch-norm", "plainmlp": "plainmlp", "vgg16": "vgg16-batch-norm",
    "resmlp-10-of-24": "resmlp-10-of-24",
}
TITLES = {
    "resmlp-seed-0": "24 residual modules, seed 0", "resmlp-seed-1": "24 residual modules, seed 1",
    "preresnet20": "pre-activation ResNet20", "preresnet56": "pre-activation ResNet56", "resnet18": "ResNet18", "plainmlp": "8 modules without skips",
    "vgg16": "VGG16 with batch norm", "resmlp-10-of-24": "24 modules, 10 trained a batch",
}
RESIDUAL = ("resmlp-seed-0", "resmlp-seed-1", "preresnet20", "preresnet56", "resnet18", "resmlp-10-of-24")
PLAIN = ("plainmlp", "vgg16")
PERCEPTRONS = ("resmlp-seed-0", "resmlp-seed-1")


def save(name, found):
    (FOLDER / f"{name}.json").write_text(json.dumps(collect.anonymous(found), sort_keys=True) + "\n")


def load(name, part):
    return json.loads((FOLDER / f"{name}.json").read_text())[part]


def percent(value):
    return f"{100 * value:.1f}"


def share(fraction):
    return f"{100 * fraction:.2g}" if fraction < 0.1 else f"{100 * fraction:.0f}"


def holds(condition):
    return "holds" if condition else "**misses**"


def single():
    rows = []
    for name in (*RESIDUAL, *PLAIN):
        lesion = load(name, "lesion")
        base, errors = lesion["baseError"], lesion["single"]
        worst = max(range(len(errors)), key=errors.__getitem__)
        middle, least = median(errors), min(errors)
        band = ("median rise ≤ 1 point", middle - base <= 0.01) if name in RESIDUAL else ("every deletion ≥ 70 % error", least >= 0.7)
        label = lesion["blocks"][worst]
        label = label["name"] if isinstance(label, dict) else label
        rows.append([TITLES[name], len(errors), percent(base), percent(middle), percent(least), f"{percent(errors[worst])} ({label})",
                     band[0], holds(band[1])])
    return marked.table(["network", "deletable", "base error %", "median", "least", "most", "band", ""], rows)


def several():
    sizes = (1, 2, 5, 10, 15, 20)
    rows = []
    for name in RESIDUAL:
        lesion = load(name, "lesion")
        medians = {size: median(errors) for size, errors in zip(lesion["deleted"], lesion["multiple"])}
        rho = spearman(list(medians), list(medians.values()))
        rows.append([TITLES[name], *(percent(medians[size]) if size in medians else "" for size in sizes),
                     f"{rho:.2f}", holds(rho >= 0.9)])
    rows += [["independent run, seed 0", "", "13.1", "14.5", "22.0", "26.5", "36.4", "", ""],
             ["independent run, seed 1", "", "13.2", "13.4", "17.5", "23.1", "27.2", "", ""]]
    return marked.table(["k random blocks deleted: median error %", *(f"k = {size}" for size in sizes), "ρ(k, error)", "≥ 0.9"], rows)


def exchanged():
    bands = ((0.9, 1.01), (0.6, 0.9), (0.3, 0.6), (-0.2, 0.3))
    rows = []
    for name in (*RESIDUAL, "plainmlp"):
        orders = load(name, "lesion")["permuted"]
        cells = []
        for low, high in bands:
            errors = [order["error"] for order in orders if low <= order["tau"] < high]
            cells.append(f"{percent(min(errors))}–{percent(max(errors))} ({len(errors)})" if errors else "–")
        rho = spearman([order["tau"] for order in orders], [order["error"] for order in orders]) if len(orders) > 2 else float("nan")
        rows.append([TITLES[name], *cells, f"{rho:+.2f}"])
    rows += [["independent run, both seeds", "12.4–12.8", "13.2–15.5 (τ ≈ 0.65)", "", "17–27 (τ ≈ 0)", ""]]
    return marked.table(["blocks exchanged: error % (orders)", "τ ≥ 0.9", "0.6–0.9", "0.3–0.6", "below 0.3", "ρ(τ, error)"], rows)


def gradients():
    rows = []
    for name in RESIDUAL:
        paths = load(name, "paths")
        n = paths["blocks"]
        band, exact = paths["effective"], paths["effectiveExact"]
        centre = (band["from"] + band["to"]) / 2

        def lengths(part):
            return f"{part['from']}…{part['to']}, {share(part['fraction'])} %"

        rows.append([TITLES[name], n, f"{paths['slope']:.2f}", f"{paths['fit']:.4f}",
                     holds(paths["slope"] < -0.5 and paths["fit"] >= 0.98), lengths(band), lengths(exact), holds(centre < n / 2)])
    rows += [["independent run, seeds 0 and 1", 24, "−1.49, −1.44", "", "", "1…8, 7.6 %; 1…9, 15 %", "0…6", ""],
             ["published, 110 layers on CIFAR-10", 54, "", "", "", "5…17, 0.45 %", "", ""]]
    return marked.table(["network", "blocks", "slope, nats a block", "R²", "slope < −0.5, R² ≥ 0.98",
                         "95 % of count × ‖g‖: lengths, share of the paths", "95 % of the exact division", "centre below n/2"], rows)


def subsets():
    whole, part = load("resmlp-seed-0", "train"), load("resmlp-10-of-24", "train")
    before, after = part["recalibration"]["accuracyBefore"], part["recalibration"]["accuracyAfter"]
    lesion, again = load("resmlp-10-of-24", "lesion"), load("resmlp-10-of-24", "recalibrated")

    def at(result, size):
        return percent(dict(zip(result["deleted"], map(median, result["multiple"])))[size])

    rows = [
        ["all 24 blocks, every batch", percent(1 - whole["testAccuracy"]), "", "", "", "6.10 % (54 of 54)", ""],
        ["10 of 24 a batch, statistics as training left them", percent(1 - before), "", "", "", "", ""],
        ["the same, statistics estimated anew", percent(1 - after), at(lesion, 5), at(lesion, 10), at(lesion, 15),
         "5.96 % (23 of 54)", holds(abs(whole["testAccuracy"] - after) <= 0.03)],
        ["the same, estimated anew after each lesion too", percent(again["baseError"]), at(again, 5), at(again, 10), at(again, 15), "", ""],
    ]
    return marked.table(["trained", "test error % on all pictures", "5 deleted", "10 deleted", "15 deleted",
                         "published, CIFAR-10", "within 3 points"], rows)


def write():
    marked.replace(RESULTS / "paths.md", {
        "single": single(), "several": several(), "exchanged": exchanged(), "gradients": gradients(), "subsets": subsets(),
    })
