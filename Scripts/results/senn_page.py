"""Tables of Documentation/results/senn.md, from the JSON files in the folder beside it."""
import json
import pathlib

import collect
import marked

RESULTS = pathlib.Path(__file__).resolve().parents[2] / "Documentation/results"
FOLDER = RESULTS / "senn"
# What the paper's figure 5 shows: λ, accuracy in %, median of the local Lipschitz estimate.
PAPER = {
    "breast-cancer": {"0": (90.4, 0.65), "1e-3": (93.9, 0.36), "1e-2": (96.5, 0.30), "0.1": (93.9, 0.23), "1": (93.9, 0.23)},
    "compas": {"1e-3": (84.7, 0.11), "1e-2": (84.0, 0.13), "0.1": (80.6, 0), "1": (80.6, 0)},
}
DIGITS = ("digits-0", "digits-0.01-hutchinson", "digits-1-hutchinson", "digits-0.01", "digits-1", "digits-1-detached")
TITLES = {
    "digits-0": "λ = 0", "digits-0.01": "λ = 0.01, exact", "digits-1": "λ = 1, exact", "digits-1-detached": "λ = 1, concepts detached",
    "digits-0.01-hutchinson": "λ = 0.01, Hutchinson", "digits-1-hutchinson": "λ = 1, Hutchinson",
}


def save(name, found):
    (FOLDER / f"{name}.json").write_text(json.dumps(collect.anonymous(found), sort_keys=True) + "\n")


def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def last_points(home, run):
    """The last value of each of a training's curves."""
    last = {}
    for line in (pathlib.Path(home) / "runs" / run / "events.jsonl").open():
        payload = json.loads(line).get("payload", {})
        if payload.get("kind") == "point":
            last[payload["value"]["series"]] = payload["value"]["y"]
    return last


def percent(value):
    return "–" if value is None else f"{100 * value:.1f}"


def number(value):
    return "–" if value is None else f"{value:.2g}"


def sweep(name):
    found = load(name)["sweep"]
    published = load("published")["published"] if name == "breast-cancer" else {}
    rows = []
    for entry in found["sweep"]:
        paper = PAPER[name].get(entry["lambda"], ("–", "–"))
        row = [
            entry["lambda"], f"{percent(entry['accuracy'])} ({percent(entry['accuracyLow'])}–{percent(entry['accuracyHigh'])})",
            number(entry["stability"]), number(entry["faithfulness"]), paper[0], paper[1],
        ]
        if published:
            row.append(percent(published[f"{float(entry['lambda']):g}"]["mean"]))
        rows.append(row)
    head = ["λ", "accuracy % (quartiles)", "stability ‖Δθ‖/‖Δx‖", "faithfulness", "paper: accuracy %", "paper: L"]
    return marked.table(head + (["with the published penalty: accuracy %"] if published else []), rows) + (
        f"\n\nLargest class {percent(found['majority'])} %, logistic regression {percent(found['logistic'])} %"
        + (f", ceiling of repeated rows {percent(found['ceiling'])} %." if found.get("ceiling") is not None else ".")
    )


def digits():
    rows = []
    for name in DIGITS:
        found = load(name)
        series, stability, faithfulness = found["series"], found["stability"], found["faithfulness"]
        rows.append([
            TITLES[name], percent(found["train"]["testAccuracy"]), number(series.get("penalty/test")),
            number(series.get("reconstruction/train")), number(stability["medianInputs"]), percent(found["prototypes"]["meanPurity"]),
            found["prototypes"]["deadConcepts"], number(faithfulness["pearsonMedian"]),
        ])
    rows.append(["plain network (cnn-small)", percent(load("digits-plain")["train"]["testAccuracy"]), *["–"] * 6])
    return marked.table(
        ["", "accuracy %", "‖R‖ on test inputs", "reconstruction", "‖Δθ‖/‖Δx‖", "purity %", "dead concepts", "faithfulness"], rows)


def write():
    marked.replace(RESULTS / "senn.md", {"breast-cancer": sweep("breast-cancer"), "compas": sweep("compas"), "digits": digits()})
