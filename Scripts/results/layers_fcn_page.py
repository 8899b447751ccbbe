"""Tables and pictures of Documentation/results/layers-fcn.md, from the JSON files in the folder beside it."""
import json
import pathlib

import heatmap_svg
import marked
from statistics_of_layers import mean, spearman

RESULTS = pathlib.Path(__file__).resolve().parents[2] / "Documentation/results"
FOLDER = RESULTS / "layers-fcn"
COSTS = FOLDER / "costs.json"
TITLES = {"fashion-mnist": "Fashion-MNIST", "mnist": "MNIST"}
SEEDS = (0, 1, 2)
GLYPHS = {"critical": "● critical", "sensitive": "◐ sensitive", "ambient": "○ ambient"}
VARIANTS = {"learning-rate-0.1": "η = 0.1", "weight-decay-0.005": "weight decay 0.005"}

# An independent PyTorch run of the same setting, accuracies in %; seeds 0, 1, 2 where there are three.
OTHER = {
    "fashion-mnist": {
        "base": [88.9, 88.6, 88.7],
        "reset": [[54.8, 55.9, 59.2], [86.5, 86.3, 85.1], [86.7, 87.4, 87.4], [86.2, 84.3, 87.3]],
        "first": "85.7–86.4", "draws": "7–13"},
    "mnist": {
        "base": [97.7, 97.6, 97.9],
        "reset": [[66.7, 76.0, 72.9], [95.8, 95.9, 96.8], [95.9, 96.7, 96.6], [94.3, 94.2, 96.2]],
        "first": "96.4–96.8", "draws": "6–13"},
    "learning-rate-0.1": {"base": 88.4, "reset": [48.1, 62.9, 73.8, 71.9], "first": 83.7, "draws": "8–11"},
    "weight-decay-0.005": {"base": 87.8, "reset": [55.7, 86.7, 86.6, 85.9], "first": 85.8, "draws": "7–10"},
    "joint": {(0, 1): 41.8, (0, 2): 24.5, (0, 3): 10.6, (1, 2): 80.2, (1, 3): 63.9, (2, 3): 73.8},
    "distance": {"rms": [0.0115, 0.0101, 0.0089, 0.0417], "relative": [0.228, 0.115, 0.100, 0.470],
                 "max": [0.117, 0.077, 0.070, 0.185]},
}


def file(name):
    return FOLDER / f"{name}.json"


def load(name):
    return json.loads(file(name).read_text())["layers"]


def percent(value):
    return f"{100 * value:.1f}"


def spread(values):
    """Mean (smallest–largest), in %."""
    return f"{percent(mean(values))} ({percent(min(values))}–{percent(max(values))})"


def cost(sweep, layer):
    """r of the verdict's rule."""
    return (sweep["baseAccuracy"] - sweep["reinitialised"][layer][0]) / (sweep["baseAccuracy"] - sweep["chance"])


def drops(sweep):
    return [sweep["baseAccuracy"] - row[0] for row in sweep["reinitialised"]]


def base(sweeps):
    rows = []
    for dataset, seeds in sweeps.items():
        for seed, sweep in zip(SEEDS, seeds):
            low, high = sweep["reinitialisedInterval"][0][-1]
            rows.append([TITLES[dataset], seed, percent(sweep["baseAccuracy"]), f"{percent(low)}–{percent(high)}",
                         OTHER[dataset]["base"][seed], f"{100 * sweep['chance']:.2f}"])
    return marked.table(["set", "seed", "accuracy %", "Wilson 95 %", "independent run", "chance %"], rows)


def reset(dataset, seeds):
    rows = []
    for layer, name in enumerate(seeds[0]["layers"]):
        for seed, sweep in zip(SEEDS, seeds):
            low, high = sweep["reinitialisedInterval"][layer][0]
            rows.append([name, seed, percent(sweep["reinitialised"][layer][0]), f"{percent(low)}–{percent(high)}",
                         f"{cost(sweep, layer):.3f}", GLYPHS[sweep["verdict"][layer]], OTHER[dataset]["reset"][layer][seed]])
    return marked.table(["layer", "seed", "accuracy %", "Wilson 95 %", "r", "verdict", "independent run"], rows)


def heatmap(seeds):
    rows = [[name, *(spread([sweep["reinitialised"][layer][column] for sweep in seeds])
                     for column in range(len(seeds[0]["checkpoints"])))]
            for layer, name in enumerate(seeds[0]["layers"])]
    return marked.table(["layer", *(f"τ = {epoch}" for epoch in seeds[0]["checkpoints"])], rows)


def all_draws(seeds, layer):
    return [draw for sweep in seeds for draw in sweep["rerandomised"][layer]["draws"]]


def randomised(sweeps):
    rows = []
    for dataset, seeds in sweeps.items():
        for layer, name in enumerate(seeds[0]["layers"]):
            draws = all_draws(seeds, layer)
            rows.append([TITLES[dataset], name, *(percent(sweep["rerandomised"][layer]["mean"]) for sweep in seeds),
                         f"{percent(mean(draws))} [{percent(min(draws))}, {percent(max(draws))}]", OTHER[dataset]["draws"]])
    return marked.table(["set", "layer", *(f"mean of seed {seed}" for seed in SEEDS), "all 15 draws: mean [min, max]",
                         "independent run, means"], rows, 2)


def joint(seeds, other):
    names = seeds[0]["layers"]
    rows = []
    for first, name in enumerate(names):
        cells = []
        for last in range(len(names)):
            cell = spread([sweep["joint"][first][last] for sweep in seeds]) if last >= first else ""
            if other and (first, last) in OTHER["joint"]:
                cell += f" · {OTHER['joint'][first, last]}"
            cells.append(cell)
        rows.append([f"from {name}", *cells])
    return marked.table(["", *(f"to {name}" for name in names)], rows)


def distances(sweeps):
    rows = []
    for dataset, seeds in sweeps.items():
        for layer, name in enumerate(seeds[0]["layers"]):
            cells = []
            for kind in ("rms", "relative", "max"):
                digits = 4 if kind == "rms" else 3
                cell = f"{mean([sweep['distance'][kind][layer][0] for sweep in seeds]):.{digits}f}"
                if dataset == "fashion-mnist":
                    cell += f" · {OTHER['distance'][kind][layer]:.{digits}f}"
                cells.append(cell)
            rows.append([TITLES[dataset], name, *cells, percent(mean([drops(sweep)[layer] for sweep in seeds]))])
    return marked.table(["set", "layer", "‖Δ‖₂/√p", "‖Δ‖₂/‖θ⁰‖₂", "‖Δ‖_∞", "accuracy lost at τ = 0, points"], rows, 2)


def correlation(sweeps, variants):
    columns = [(f"{TITLES[dataset]} {seed}", sweep) for dataset, seeds in sweeps.items() for seed, sweep in zip(SEEDS, seeds)]
    columns += [(VARIANTS[name], sweep) for name, sweep in variants.items()]
    rows = []
    for kind, title in (("rms", "‖Δ‖₂/√p"), ("relative", "‖Δ‖₂/‖θ⁰‖₂"), ("max", "‖Δ‖_∞")):
        rows.append([title, *(f"{spearman([row[0] for row in sweep['distance'][kind]], drops(sweep)):+.1f}"
                              for _, sweep in columns)])
    return marked.table(["distance", *(title for title, _ in columns)], rows)


def changed(variants):
    rows = []
    for name, sweep in variants.items():
        other = OTHER[name]
        means = [row["mean"] for row in sweep["rerandomised"]]
        relative = [row[0] for row in sweep["distance"]["relative"]]
        rows.append([VARIANTS[name], "Halftone", percent(sweep["baseAccuracy"]),
                     *(f"{percent(row[0])} {GLYPHS[verdict][0]}" for row, verdict in zip(sweep["reinitialised"], sweep["verdict"])),
                     percent(sweep["reinitialised"][0][1]), f"{percent(min(means))}–{percent(max(means))}",
                     " ".join(f"{value:.2f}" for value in relative)])
        rows.append(["", "independent run", other["base"], *other["reset"], other["first"], other["draws"], ""])
    return marked.table(["setting", "", "trained", "fc1, τ = 0", "fc2", "fc3", "fc4", "fc1, τ = 1", "draws, means",
                         "‖Δ‖₂/‖θ⁰‖₂ fc1…fc4"], rows, 2)


def acceptance(seeds):
    def line(words, values, holds):
        found = ", ".join(percent(value) for value in values)
        missed = [str(seed) for seed, value in zip(SEEDS, values) if not holds(value)]
        return [words, found, "pass" if not missed else f"**miss** (seed {', '.join(missed)})"]

    chance = seeds[0]["chance"]
    others = [min(row[0] for row in sweep["reinitialised"][1:]) for sweep in seeds]
    means = [[row["mean"] for row in sweep["rerandomised"]] for sweep in seeds]
    rows = [
        line("fc1 at τ = 0: at most 65", [sweep["reinitialised"][0][0] for sweep in seeds], lambda value: value <= 0.65),
        line("fc2, fc3, fc4 at τ = 0, the worst: at least 82", others, lambda value: value >= 0.82),
        line("re-randomised, the layers' smallest mean: at least 3", [min(row) for row in means], lambda value: value >= 0.03),
        line("re-randomised, the layers' largest mean: at most 20", [max(row) for row in means], lambda value: value <= 0.20),
        line("fc1 at τ = 1: at least 85", [sweep["reinitialised"][0][1] for sweep in seeds], lambda value: value >= 0.85),
        line("all four layers at τ = 0: within 3 points of chance", [sweep["joint"][0][3] for sweep in seeds],
             lambda value: abs(value - chance) <= 0.03),
    ]
    return marked.table(["band, accuracy in %", "seeds 0, 1, 2", "result"], rows, 3)


def published(seeds, long):
    def row(words, setting, trained, accuracies, r):
        return [words, setting, trained, *accuracies, r]

    def share(lost, trained, chance=11.35):
        return f"{lost / (trained - chance):.2f}"

    others = [mean([value for value in OTHER["mnist"]["reset"][layer]]) for layer in range(4)]
    trained = mean(OTHER["mnist"]["base"])
    rows = [
        row("Halftone, mean of 3 seeds", "10 epochs", percent(mean([sweep["baseAccuracy"] for sweep in seeds])),
            [percent(mean([sweep["reinitialised"][layer][0] for sweep in seeds])) for layer in range(4)],
            f"{mean([cost(sweep, 0) for sweep in seeds]):.2f}"),
        row("independent PyTorch run, mean of 3 seeds", "the same", f"{trained:.1f}", [f"{value:.1f}" for value in others],
            share(trained - others[0], trained)),
        row("Halftone, seed 0", "100 epochs", percent(long["baseAccuracy"]),
            [percent(layer[0]) for layer in long["reinitialised"]], f"{cost(long, 0):.2f}"),
        row("Medini, Shachaf, Loya [1]", "100 epochs, Nesterov, Glorot", "98.5",
            ["54.3", "96.5 *", "96.5 *", "96.5 *"], share(98.5 - 54.3, 98.5)),
        row("Weng [2]", "100 epochs, Adam, dropout; 6,000 / 1,000 pictures", "95.5", ["46.3", "91.3", "95.0", "96.0"], ""),
        row("Weng [2], another version of the file", "the same", "95.9", ["56.6", "92.0", "94.5", "96.2"], ""),
    ]
    return marked.table(["MNIST, accuracy in %", "setting", "trained", "fc1, τ = 0", "fc2", "fc3", "fc4", "r of fc1"], rows, 2)


def costs():
    every = json.loads(COSTS.read_text())
    short = [cost for name, cost in every.items() if "epochs" not in name]
    training, sweep = ([cost[kind]["processor"] for cost in short] for kind in ("training", "sweep"))
    parts = [cost[kind] for cost in every.values() for kind in ("training", "sweep")]
    makers = sorted({f"Halftone {cost['halftone']}, libtorch {cost['libtorch']}, {cost['threads']} thread; "
                     f"a machine with {cost['processors']} cores ({cost['processor']})" for cost in every.values()})
    return (
        f"{len(every)} trainings and as many sweeps, one after another: {sum(part['wall'] for part in parts):.0f} s by the clock "
        f"on a machine that others used too, {sum(part['processor'] for part in parts):.0f} s of processor time.\n"
        f"A training of 10 epochs took {min(training):.1f}–{max(training):.1f} s of processor time and its sweep, 62 cells of "
        f"10,000 pictures, {min(sweep):.1f}–{max(sweep):.1f} s, start and reading the data included.\n\n"
        + "\n".join(makers) + ".")


def picture(sweeps, theme):
    width, row, left, top = 1064, 46, 62, 30
    cell, draw, block = 66, 78, 292
    drawing = heatmap_svg.Drawing(width, top + 2 * block + 44, theme, "Test accuracy after layers are reset")
    joint_left = left + 8 * cell + 26 + draw + 74
    for number, (dataset, seeds) in enumerate(sweeps.items()):
        y = top + number * block
        trained = [sweep["baseAccuracy"] for sweep in seeds]
        names = seeds[0]["layers"]
        drawing.heading(20, y + 4, TITLES[dataset], f"FCN 3×256, trained: {spread(trained)} % test accuracy, three seeds")
        drawing.text(left, y + 34, "one layer re-initialised to its values at epoch τ", 12.5, weight="600")
        drawing.text(left + 8 * cell + 26, y + 34, "fresh draw", 12.5, weight="600")
        drawing.text(joint_left, y + 34, "layers row…column at epoch 0 together", 12.5, weight="600")
        for column, epoch in enumerate(seeds[0]["checkpoints"]):
            drawing.text(left + (column + 0.5) * cell - 1, y + 54, f"τ = {epoch}" if column == 0 else epoch, 12, "middle", "quiet")
        drawing.text(left + 8 * cell + 26 + draw / 2 - 1, y + 54, "15 draws", 12, "middle", "quiet")
        for layer, name in enumerate(names):
            line = y + 62 + layer * row
            drawing.text(left - 10, line + row / 2 + 4, name, 13, "end")
            drawing.text(joint_left - 10, line + row / 2 + 4, name, 13, "end")
            drawing.text(joint_left + (layer + 0.5) * cell - 1, y + 54, name, 12, "middle", "quiet")
            for column in range(len(seeds[0]["checkpoints"])):
                values = [sweep["reinitialised"][layer][column] for sweep in seeds]
                drawing.cell(left + column * cell, line, cell, row, values)
            drawing.cell(left + 8 * cell + 26, line, draw, row, all_draws(seeds, layer))
            for last in range(layer, len(names)):
                drawing.cell(joint_left + last * cell, line, cell, row, [sweep["joint"][layer][last] for sweep in seeds])
    drawing.scale(left, top + 2 * block - 8, 260, "test accuracy, %: the mean of the seeds (or draws), below it the smallest and the largest")
    return drawing.markup()


def write():
    sweeps = {dataset: [load(f"{dataset}-seed-{seed}") for seed in SEEDS] for dataset in TITLES}
    variants = {name: load(f"fashion-mnist-{name}-seed-0") for name in VARIANTS}
    for theme in heatmap_svg.THEMES:
        (FOLDER / f"heatmaps-{theme}.svg").write_text(picture(sweeps, theme))
    long = load("mnist-epochs-100-seed-0")
    fashion, digits = sweeps["fashion-mnist"], sweeps["mnist"]
    marked.replace(RESULTS / "layers-fcn.md", {
        "base": base(sweeps),
        "reset-fashion-mnist": reset("fashion-mnist", fashion), "reset-mnist": reset("mnist", digits),
        "heatmap-fashion-mnist": heatmap(fashion), "heatmap-mnist": heatmap(digits),
        "randomised": randomised(sweeps),
        "joint-fashion-mnist": joint(fashion, True), "joint-mnist": joint(digits, False),
        "distances": distances(sweeps), "correlation": correlation(sweeps, variants),
        "variants": changed(variants), "acceptance": acceptance(fashion), "costs": costs(),
        "published": published(digits, long),
    })
