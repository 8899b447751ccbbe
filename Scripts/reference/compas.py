#!/usr/bin/env python3
"""Makes compas_two_years_deid.csv from ProPublica's compas-scores-two-years.csv: the 16 columns that name nobody.

    Scripts/reference/compas.py compas-scores-two-years.csv ~/.local/share/halftone/data/compas

`halftone data verify compas` says whether the result is the file that Halftone expects.
"""
import csv
import pathlib
import sys

COLUMNS = (
    "id sex age age_cat race juv_fel_count juv_misd_count juv_other_count priors_count days_b_screening_arrest "
    "c_charge_degree is_recid is_violent_recid decile_score score_text two_year_recid"
).split()

if len(sys.argv) != 3:
    sys.exit(__doc__)
source, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).expanduser()
folder.mkdir(parents=True, exist_ok=True)
with source.open(newline="") as read, (folder / "compas_two_years_deid.csv").open("w", newline="") as written:
    rows = csv.reader(read)
    header = next(rows)
    # Two columns stand there twice, with equal values: the first of each is taken.
    places = [header.index(column) for column in COLUMNS]
    out = csv.writer(written, lineterminator="\n")
    out.writerow(COLUMNS)
    for row in rows:
        out.writerow(row[place] for place in places)
