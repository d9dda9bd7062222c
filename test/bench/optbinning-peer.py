"""OptBinning on numbers cut beforehand: reads JSON [{values, outcomes, cuts, trend, minShare, maxPValue}] from stdin, prints
[{seconds, iv, splits}]. The cuts are its user splits, so that both choose among the same."""

import json
import sys
import time

import numpy as np
from optbinning import OptimalBinning

results = []
for one in json.load(sys.stdin):
    optimizer = OptimalBinning(
        dtype="numerical",
        user_splits=np.array(one["cuts"], dtype=float),
        monotonic_trend=one["trend"],
        min_bin_size=one["minShare"],
        max_pvalue=one["maxPValue"],
        max_pvalue_policy="consecutive",
        min_prebin_size=0.00001,
        time_limit=120,
    )
    started = time.perf_counter()
    optimizer.fit(np.array(one["values"], dtype=float), np.array(one["outcomes"]))
    seconds = time.perf_counter() - started
    table = optimizer.binning_table
    table.build()
    results.append({"seconds": seconds, "status": optimizer.status, "iv": float(table.iv), "splits": [float(s) for s in optimizer.splits]})
print(json.dumps(results))
