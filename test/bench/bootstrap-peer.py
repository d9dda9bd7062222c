"""The peer: rows drawn with replacement, scikit-learn's metrics on each sample; and scipy's bootstrap of the AUC alone.

A few replicates are timed, by the processor's time; the bench extrapolates and says so. scipy's BCa needs a jackknife
over every row, which a million rows do not allow: its percentile method is timed.
"""

import json
import sys
import time

import numpy as np
import scipy
import sklearn
from scipy.stats import bootstrap
from sklearn import metrics

file, leads = sys.argv[1], int(sys.argv[2])
both = np.fromfile(file)
scores, outcomes = both[:leads], both[leads:].astype(np.int8)
chance = 1 / (1 + np.exp(4 - scores / 25))
rng = np.random.default_rng(1)


def lift_at(y, s, fraction):
    count = int(round(fraction * len(s)))
    top = np.argpartition(-s, count - 1)[:count]
    return y[top].mean() / y.mean()


def all_measures(y, s, p):
    called = s >= 45
    false_rate, true_rate, _ = metrics.roc_curve(y, s)
    return [
        metrics.roc_auc_score(y, s),
        metrics.average_precision_score(y, s),
        np.abs(true_rate - false_rate).max(),
        lift_at(y, s, 0.1),
        lift_at(y, s, 0.2),
        metrics.precision_score(y, called),
        metrics.recall_score(y, called),
        metrics.f1_score(y, called),
        metrics.brier_score_loss(y, p),
        metrics.log_loss(y, p),
    ]


values = all_measures(outcomes, scores, chance)
rows = 3
start = time.process_time()
for _ in range(rows):
    drawn = rng.integers(0, leads, leads)
    all_measures(outcomes[drawn], scores[drawn], chance[drawn])
sklearn_seconds = (time.process_time() - start) / rows

resamples = 3
start = time.process_time()
bootstrap(
    (outcomes, scores),
    lambda y, s: metrics.roc_auc_score(y, s),
    paired=True,
    vectorized=False,
    n_resamples=resamples,
    method="percentile",
    batch=1,
    rng=rng,
)
scipy_seconds = (time.process_time() - start) / resamples
print(
    json.dumps(
        {
            "sklearn": sklearn.__version__,
            "scipy": scipy.__version__,
            "rows": rows,
            "resamples": resamples,
            "sklearnSecondsEach": sklearn_seconds,
            "scipyAucSecondsEach": scipy_seconds,
            "values": values,
        }
    )
)
