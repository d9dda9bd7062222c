"""FasterRisk on one problem: `fasterrisk-peer.py FILE.csv[.gz] K`. The outcome stands in the first column; a row whose
index mod 5 is 4 is held out. Prints JSON: seconds of the fit alone, its best card, and its own chances' loss held out."""

import csv
import gzip
import json
import sys
import time

import numpy as np
from fasterrisk.fasterrisk import RiskScoreOptimizer

path, k = sys.argv[1], int(sys.argv[2])
with (gzip.open(path, "rt") if path.endswith(".gz") else open(path)) as file:
    rows = list(csv.reader(file))
data = np.array(rows[1:], dtype=float)
test = np.arange(len(data)) % 5 == 4
x, y = data[:, 1:], np.where(data[:, 0] > 0, 1.0, -1.0)
started, spent = time.perf_counter(), time.process_time()
optimizer = RiskScoreOptimizer(x[~test], y[~test], k=k)
optimizer.optimize()
multipliers, intercepts, cards = optimizer.get_models()
seconds, spent = time.perf_counter() - started, time.process_time() - spent
margin = y[test] * (intercepts[0] + x[test] @ cards[0]) / multipliers[0]
print(
    json.dumps(
        {
            "seconds": seconds,
            "spent": spent,
            "multiplier": float(multipliers[0]),
            "intercept": float(intercepts[0]),
            "points": [int(one) for one in cards[0]],
            "ownLoss": float(np.mean(np.logaddexp(0, -margin))),
        }
    )
)
