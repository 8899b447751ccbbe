"""Tables and pictures of Documentation/results/layers-deep.md, from the JSON files in the folder beside it."""
import json
import pathlib

import heatmap_svg
import marked
from statistics_of_layers import mean, spearman

RESULTS = pathlib.Path(__file__).resolve().parents[2] / "Documentation/results"
FOLDER = RESULTS / "layers-deep"
REGIMES = {"plain": "plain", "weight-decay": "+ weight decay", "batch-norm": "+ batch norm",
           "weight-decay+batch-norm": "+ both"}
TITLES = {"vgg11": "VGG11", "vgg16": "VGG16", "resnet18": "ResNet18"}
SETTINGS = [f"{network}-{regime}" for network in ("vgg11", "resnet18") for regime in REGIMES]
SETTINGS += ["vgg16-plain", "vgg16-batch-norm"]
VARIANTS = {"fast": "η = 0.1", "long": "60,000 pictures, 30 epochs", "colour": "cifar10-lossy, 40 epochs"}
OTHERS = ["vgg11-batch-norm-fast", "vgg11-plain-long", "vgg11-plain-colour", "resnet18-batch-norm-fast",
          "resnet18-batch-norm-colour", "resnet18-plain-colour"]
GLYPHS = {"critical": "●", "sensitive": "◐", "ambient": "○"}


def file(name):
    return FOLDER / f"{name}.json"


def units(name):
    """What is reset together: residual networks are swept by block as well."""
    return ("block", "layer") if name.startswith("resnet") else ("layer",)


def load(name, unit=None):
    return json.loads(file(name).read_text())[unit or units(name)[0]]


def parts(name):
    """Network, regime, and the variant of the training or nothing."""
    network, rest = name.split("-", 1)
    variant = rest.rsplit("-", 1)[-1]
    return (network, rest[:-len(variant) - 1], variant) if variant in VARIANTS else (network, rest, "")


def title(name):
    network, regime, variant = parts(name)
    return ", ".join([TITLES[network], REGIMES[regime], *filter(None, [VARIANTS.get(variant)])])


def regimes(network):
    return [regime for regime in REGIMES if f"{network}-{regime}" in SETTINGS]


def percent(value):
    return f"{100 * value:.1f}"


def costs(sweep):
    """r of each unit: the share of the accuracy above chance that setting it back to its first values loses."""
    above = sweep["baseAccuracy"] - sweep["chance"]
    return [(sweep["baseAccuracy"] - row[0]) / above for row in sweep["reinitialised"]]


def random_costs(sweep):
    above = sweep["baseAccuracy"] - sweep["chance"]
    return [(sweep["baseAccuracy"] - row["mean"]) / above for row in sweep["rerandomised"]]


def summary(names):
    rows = []
    for name in names:
        sweep = load(name)
        count = {verdict: sweep["verdict"].count(verdict) for verdict in GLYPHS}
        whole = sweep["joint"][0][-1]
        low, high = sweep["reinitialisedInterval"][0][-1]
        rows.append([title(name), percent(sweep["baseAccuracy"]), f"{percent(low)}–{percent(high)}",
                     units(name)[0], len(sweep["layers"]), *count.values(), f"{mean(costs(sweep)):.3f}", percent(whole)])
    return marked.table(["network", "accuracy %", "Wilson 95 %", "unit", "units", "critical ●", "sensitive ◐", "ambient ○",
                         "mean r", "all reset %"], rows)


def reset(names, heads, unit=None):
    """Unit by unit: accuracy with the first values, and the mean over the fresh draws."""
    sweeps = [load(name, unit) for name in names]
    rows = []
    for place, name in enumerate(sweeps[0]["layers"]):
        row = [f"`{name}`"]
        for sweep in sweeps:
            row.append(f"{percent(sweep['reinitialised'][place][0])} {GLYPHS[sweep['verdict'][place]]}")
            row.append(percent(sweep["rerandomised"][place]["mean"]))
        rows.append(row)
    head = ["reset"]
    for words in heads:
        head += [words + ", τ = 0", "draws"]
    trained = ["nothing"]
    for sweep in sweeps:
        trained += [percent(sweep["baseAccuracy"]), ""]
    return marked.table(head, [trained, *rows])


def others(network):
    names = [name for name in OTHERS if name.startswith(network)]
    return reset(names, [", ".join(title(name).split(", ")[1:]) for name in names])


def holds(condition):
    return "holds" if condition else "**misses**"


def findings():
    """The lecture's findings, each with a limit that was written here before the runs."""
    everything = SETTINGS + OTHERS
    rows = []
    for name in (name for name in everything if name.startswith("vgg")):
        lost = costs(load(name))
        half = len(lost) // 2
        low, high = mean(lost[:half]), mean(lost[-half:])
        rows.append(["in VGG the lower layers are sensitive, the top is robust: mean r of the lower half ≥ 2 × the upper's",
                     title(name), f"{low:.3f} against {high:.3f}", holds(low >= 2 * high)])
    residual = [name for name in everything if name.startswith("resnet")]
    for name in residual:
        sweep = load(name)
        lost = dict(zip(sweep["layers"], costs(sweep)))
        pairs = [(lost[f"layer{stage}.0"], lost[f"layer{stage}.1"]) for stage in (1, 2, 3, 4)]
        rows.append(["in ResNet each stage's first block is the one that matters: r of the first > r of the second, stages 2–4",
                     title(name), ", ".join(f"{first:.2f}/{second:.2f}" for first, second in pairs[1:]),
                     holds(all(first > second for first, second in pairs[1:]))])
    for name in residual:
        sweep = load(name)
        lost = {block: r for block, r in zip(sweep["layers"], random_costs(sweep)) if block.endswith(".1")}
        best = min(lost, key=lost.get)
        rows.append(["blocks can survive even re-randomisation: some block's draws lose r ≤ 0.1 in the mean",
                     title(name), f"least: {best}, r = {lost[best]:.3f}", holds(lost[best] <= 0.1)])
    for network in ("vgg11", "resnet18"):
        plain = load(f"{network}-plain")
        for regime in regimes(network)[1:]:
            sweep = load(f"{network}-{regime}")
            changed = sum(a != b for a, b in zip(plain["verdict"], sweep["verdict"]))
            rows.append(["weight decay and batch norm move the pattern: verdicts that differ from the plain network's ≥ 1",
                         title(f"{network}-{regime}"),
                         f"{changed} of {len(sweep['verdict'])}; ρ of r {spearman(costs(plain), costs(sweep)):+.2f}",
                         holds(changed >= 1)])
    return marked.table(["finding, with the limit set before the run", "network", "here", ""], rows, 3)


def correlation():
    rows = []
    for name in SETTINGS + OTHERS:
        sweep = load(name, "layer")
        cells = []
        for kind in ("rms", "max"):
            found = sweep["spearman"][kind]
            cells.append(f"{found['rho']:+.2f} [{found['interval'][0]:+.2f}, {found['interval'][1]:+.2f}]")
        rows.append([title(name), len(sweep["layers"]), *cells])
    return marked.table(["network", "layers", "ρ of ‖Δ‖₂/√p with the error [95 %]", "of ‖Δ‖∞"], rows)


def settled():
    """The first checkpoint from which on a unit may be set back, r ≤ 0.02."""
    rows = []
    for name in SETTINGS + OTHERS:
        sweep = load(name)
        above = sweep["baseAccuracy"] - sweep["chance"]
        cells = []
        for row in sweep["reinitialised"]:
            late = [index for index, value in enumerate(row) if (sweep["baseAccuracy"] - value) / above > 0.02]
            cells.append(sweep["checkpoints"][late[-1] + 1] if late else sweep["checkpoints"][0])
        rows.append([title(name), " ".join(cells)])
    return marked.table(["network", "epoch from which on each unit, first to last, may be set back"], rows)


def panels(network, theme):
    """The regimes side by side: one panel each, a row a unit, a column a checkpoint, then the fresh draws."""
    sweeps = [load(f"{network}-{regime}") for regime in regimes(network)]
    names, checkpoints = sweeps[0]["layers"], sweeps[0]["checkpoints"]
    cell, row, left, top = 42, 22, 92, 74
    wide = (len(checkpoints) + 1) * cell + 14
    drawing = heatmap_svg.Drawing(left + len(sweeps) * (wide + 18), top + row * len(names) + 62, theme,
                                  f"{TITLES[network]}: test accuracy after one unit is reset, by regime")
    for number, (regime, sweep) in enumerate(zip(regimes(network), sweeps)):
        x = left + number * (wide + 18)
        drawing.heading(x, 30, REGIMES[regime], f"{percent(sweep['baseAccuracy'])} %, "
                        f"{sweep['verdict'].count('critical')} critical")
        for column, epoch in enumerate(checkpoints):
            drawing.text(x + (column + 0.5) * cell, 60, epoch, 11, "middle", "quiet")
        drawing.text(x + len(checkpoints) * cell + 14 + cell / 2, 60, "draws", 11, "middle", "quiet")
        for place, name in enumerate(names):
            y = top + place * row
            if number == 0:
                drawing.text(left - 8, y + row / 2 + 4, name, 11.5, "end")
            for column, value in enumerate([*sweep["reinitialised"][place], sweep["rerandomised"][place]["mean"]]):
                gap = 14 if column == len(checkpoints) else 0
                drawing.small_cell(x + column * cell + gap, y, cell, row, value)
    drawing.scale(left, top + row * len(names) + 16, 220, "test accuracy, %")
    return drawing.markup()


def write():
    for theme in heatmap_svg.THEMES:
        for network in TITLES:
            (FOLDER / f"{network}-{theme}.svg").write_text(panels(network, theme))
    blocks = {f"reset-{network}": reset([f"{network}-{regime}" for regime in regimes(network)],
                                        [REGIMES[regime] for regime in regimes(network)]) for network in TITLES}
    layers = reset([f"resnet18-{regime}" for regime in REGIMES], REGIMES.values(), "layer")
    marked.replace(RESULTS / "layers-deep.md", {
        **blocks, "reset-resnet18-layers": layers, "summary": summary(SETTINGS), "others": summary(OTHERS),
        "reset-vgg11-others": others("vgg11"),
        "reset-resnet18-others": others("resnet18"),
        "findings": findings(), "correlation": correlation(), "settled": settled(),
    })
