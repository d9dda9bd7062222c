"""Independent numbers for the statistics of src/metrics, from scipy, scikit-learn, statsmodels, lifelines
and mpmath.

    python test/oracles/oracles.py --out FOLDER [--seed N] [--cases N]

writes one JSON file a subject: {"source": ..., "cases": [{"in": ..., "out": ...}]}. With the defaults it writes the
committed files of test/oracles/golden; another seed and a larger number of cases give a live comparison (.ci/oracles).
A case's numbers come from the named library wherever it has the function; where it has none, from the definition
written out lead by lead, never from a table of counts as the product does it.
"""

import argparse
import json
import os
import warnings

import mpmath
import numpy as np
import scipy
from scipy import special, stats

warnings.filterwarnings("ignore")
SUBJECTS = {}


def subject(name, source, share=1.0):
    def register(make):
        SUBJECTS[name] = (make, source, share)
        return make

    return register


def num(value):
    """A JSON number; null where it is not finite."""
    value = float(value)
    return value if np.isfinite(value) else None


def whole(rng, low, high):
    """A whole number, spread over magnitudes."""
    return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))


def sample(rng, most=200, each=2):
    """Scores with many ties and their outcomes, at least `each` of both outcomes."""
    n = whole(rng, 12, most)
    levels = rng.integers(2, 25)
    quality = rng.uniform(0, 2)
    y = (rng.random(n) < rng.uniform(0.15, 0.85)).astype(int)
    y[:each], y[each : 2 * each] = 1, 0
    s = np.round((rng.normal(size=n) + quality * y) * levels / 4) * rng.choice([1.0, 0.5, 5.0])
    return s.tolist(), y.tolist()


@subject("normal", f"mpmath at 40 digits: erfc; scipy {scipy.__version__}: special.ndtri")
def normal(rng):
    z, p = rng.uniform(-8, 37), 10 ** rng.uniform(-300, -0.01) if rng.random() < 0.5 else rng.random()
    with mpmath.workdps(40):
        tail = float(mpmath.erfc(mpmath.mpf(z) / mpmath.sqrt(2)) / 2)
    return {"z": z, "p": p}, {"tail": tail, "quantile": num(special.ndtri(p))}


@subject("chi-square", f"scipy {scipy.__version__}: stats.chi2.sf")
def chi_square(rng):
    df = int(rng.integers(1, 30))
    x = rng.uniform(0, 6 * df)
    return {"value": x, "degrees": df}, {"tail": num(stats.chi2.sf(x, df))}


def exact_tail(k, n, p, step):
    """P(Bin = k) + P(Bin = k + step) + ... at 40 digits: scipy's own tails are good to about 1e-11 only."""
    with mpmath.workdps(40):
        p = mpmath.mpf(p)
        odds = p / (1 - p)
        term = mpmath.binomial(n, k) * p**k * (1 - p) ** (n - k)
        total = mpmath.mpf(0)
        while 0 <= k <= n and term > total * mpmath.mpf(10) ** -25:
            total += term
            term = term * (n - k) / (k + 1) * odds if step > 0 else term * k / (n - k + 1) / odds
            k += step
        return float(total)


@subject("binomial", f"sums at 40 digits by mpmath; scipy {scipy.__version__}: stats.binomtest, special.betaincinv", 1.5)
def binomial(rng):
    n = whole(rng, 1, 200_000)
    p = float(rng.choice([rng.random(), 10 ** rng.uniform(-5, -1), 0.5, 0.3]))
    centre, spread = n * p, np.sqrt(n * p * (1 - p)) + 1
    k = int(np.clip(round(centre + spread * rng.uniform(-6, 6)), 0, n))
    confidence = float(rng.choice([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]))
    test = stats.binomtest(k, n, p)
    # binomtest's exact interval stops its search at 2e-12; the beta quantiles that define it do not.
    low = lambda risk: special.betaincinv(k, n - k + 1, risk) if k > 0 else 0
    high = lambda risk: special.betainccinv(k + 1, n - k, risk) if k < n else 1
    risk = 1 - confidence
    wilson = test.proportion_ci(0.95, method="wilson")
    return {"hits": k, "trials": n, "probability": p, "confidence": confidence}, {
        "atMost": exact_tail(k, n, p, -1),
        "atLeast": exact_tail(k, n, p, 1),
        "twoSided": num(test.pvalue),
        "exact": [num(low(risk / 2)), num(high(risk / 2))],
        "lower": num(low(risk)),
        "upper": num(high(risk)),
        "wilson": [num(wilson.low), num(wilson.high)],
    }


@subject("beta", f"scipy {scipy.__version__}: special.betainc, special.betaincc, special.betaincinv")
def beta(rng):
    a, b = float(10 ** rng.uniform(-1.5, 4)), float(10 ** rng.uniform(-1.5, 4))
    p = float(rng.uniform(0.001, 0.999))
    x = float(special.betaincinv(a, b, p))
    if not 1e-280 < x < 1 - 1e-9:
        return beta(rng)
    return {"a": a, "b": b, "x": x, "p": p}, {
        "lower": num(special.betainc(a, b, x)),
        "upper": num(special.betaincc(a, b, x)),
        "quantile": x,
    }


@subject("mcnemar", "statsmodels: stats.contingency_tables.mcnemar(exact=True)")
def mcnemar(rng):
    from statsmodels.stats.contingency_tables import mcnemar as test

    b, c = whole(rng, 1, 300) - 1, whole(rng, 1, 300)
    return {"b": b, "c": c}, {"p": num(test([[10, b], [c, 10]], exact=True).pvalue)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=20240930)
    parser.add_argument("--cases", type=int, default=30)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    for name, (make, source, share) in SUBJECTS.items():
        if options.only and name not in options.only.split(","):
            continue
        rng = np.random.default_rng([options.seed, *name.encode()])
        cases = []
        for _ in range(max(5, round(options.cases * share))):
            given, out = make(rng)
            cases.append({"in": given, "out": out})
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        with open(os.path.join(options.out, f"{name}.json"), "w", encoding="utf-8") as file:
            file.write(f'{{"source":{json.dumps(source)},"cases":[\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
