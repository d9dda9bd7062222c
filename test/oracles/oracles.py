"""Independent numbers for the statistics of src/metrics, from scipy, scikit-learn, statsmodels, lifelines,
mpmath and R's pROC (when it is there).

    python test/oracles/oracles.py --out FOLDER [--seed N] [--cases N] [--workers N]

writes one JSON file a subject: {"source": ..., "cases": [{"in": ..., "out": ...}]}, a case a line. With the defaults it
writes the committed files of test/oracles/golden; another seed and a larger number of cases give a live comparison
(.ci/oracles), made by several processes, part by part, and never held whole. A subject whose library is not on this
machine leaves a file <subject>.absent that says so.
A case's numbers come from the named library wherever it has the function; where it has none, from the definition
written out lead by lead, never from a table of counts as the product does it.
"""

import argparse
import functools
import gc
import json
import multiprocessing
import os
import shutil
import subprocess
import tempfile
import warnings

import mpmath
import numpy as np
import scipy
from scipy import optimize, special, stats

SEED = 20240930
SUBJECTS = {}
# Cases that one process makes at a time.
PART = 250


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


def exact_end(k, n, risk, step, guess):
    """The rate at which the tail from k has the chance `risk`: scipy's guess, good to about 1e-11, and a Newton step."""
    with mpmath.workdps(40):
        p = mpmath.mpf(guess)
        pmf = mpmath.binomial(n, k) * p**k * (1 - p) ** (n - k)
        slope = k / p * pmf if step > 0 else -(n - k) / (1 - p) * pmf
        return float(p - (exact_tail(k, n, p, step) - mpmath.mpf(risk)) / slope)


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
        return total


@subject("binomial", f"sums at 40 digits by mpmath; scipy {scipy.__version__}: stats.binomtest, special.betaincinv")
def binomial(rng):
    n = whole(rng, 1, 200_000)
    p = float(rng.choice([rng.random(), 10 ** rng.uniform(-5, -1), 0.5, 0.3]))
    centre, spread = n * p, np.sqrt(n * p * (1 - p)) + 1
    k = int(np.clip(round(centre + spread * rng.uniform(-6, 6)), 0, n))
    confidence = float(rng.choice([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]))
    test = stats.binomtest(k, n, p)
    low = lambda risk: exact_end(k, n, risk, 1, special.betaincinv(k, n - k + 1, risk)) if k > 0 else 0
    high = lambda risk: exact_end(k, n, risk, -1, special.betainccinv(k + 1, n - k, risk)) if k < n else 1
    risk = 1 - confidence
    wilson = test.proportion_ci(0.95, method="wilson")
    return {"hits": k, "trials": n, "probability": p, "confidence": confidence}, {
        "atMost": float(exact_tail(k, n, p, -1)),
        "atLeast": float(exact_tail(k, n, p, 1)),
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


@subject("difference", "statsmodels: stats.proportion.confint_proportions_2indep(method='newcomb')")
def difference(rng):
    from statsmodels.stats.proportion import confint_proportions_2indep

    n, m = whole(rng, 20, 2000), whole(rng, 20, 2000)
    k, j = int(rng.binomial(n, rng.random())), int(rng.binomial(m, rng.random()))
    low, high = confint_proportions_2indep(k, n, j, m, method="newcomb", compare="diff")
    return {"first": {"hits": k, "total": n}, "second": {"hits": j, "total": m}}, {"low": num(low), "high": num(high)}


def tied_data_set(rng):
    """Any data set that scores may give: few or many leads and levels, far or near, one score, one class."""
    kind = rng.choice(["points", "points", "points", "heavy ties", "constant", "one class", "real numbers", "large"])
    n = whole(rng, 1, 2000 if kind == "heavy ties" else 250)
    levels = int(rng.integers(2, 4)) if kind == "heavy ties" else int(rng.integers(2, 60))
    prevalence = float(rng.choice([rng.uniform(0.02, 0.98), 10 ** rng.uniform(-3, -1)]))
    y = (rng.random(n) < prevalence).astype(int)
    if kind == "one class":
        y[:] = rng.integers(0, 2)
    elif n > 1 and rng.random() < 0.95:
        y[0], y[-1] = 1, 0
    s = rng.normal(size=n) + rng.uniform(-0.5, 2) * y
    if kind == "constant":
        s = np.full(n, float(rng.choice([0.0, 12.5, -3.0, 1e6])))
    elif kind == "large":
        s = np.round(s * levels) * 1000.0 + 1e6
    elif kind != "real numbers":
        s = np.round(s * levels / 6) * rng.choice([1.0, 0.5, 5.0, 0.0001]) + rng.choice([0.0, -20.0, 100.0])
    return s + 0.0, y


@subject("data-sets", "scikit-learn: roc_auc_score, average_precision_score, roc_curve, precision_recall_curve, log_loss, brier_score_loss, IsotonicRegression", 1.35)
def data_sets(rng):
    import sklearn
    from sklearn import metrics
    from sklearn.isotonic import IsotonicRegression

    s, y = tied_data_set(rng)
    spread = np.std(s) or 1.0
    slope, centre, shift = float(rng.uniform(-0.5, 2) / spread), float(np.mean(s)), float(rng.uniform(-2, 2))
    f = special.expit(slope * (s - centre) + shift)
    levels = np.unique(s)
    both, positive = 0 < y.sum() < len(y), y.sum() > 0
    with sklearn.config_context(assume_finite=True, skip_parameter_validation=True):
        roc = metrics.roc_curve(y, s, drop_intermediate=False) if both else None
        curve = metrics.precision_recall_curve(y, s) if positive else None
        out = {
            "auc": num(metrics.roc_auc_score(y, s)) if both else None,
            "averagePrecision": num(metrics.average_precision_score(y, s)) if positive else None,
            # From the highest threshold down, as the curve is read; the first point is that nobody is called.
            "roc": None if roc is None else [roc[2][1:].tolist(), roc[0].tolist(), roc[1].tolist()],
            # Upwards; the last point of scikit-learn's stands for no threshold and is left out.
            "precisionRecall": None
            if curve is None
            else [curve[2].tolist(), curve[0][:-1].tolist(), curve[1][:-1].tolist()],
            "logLoss": num(metrics.log_loss(y, f, labels=[0, 1])),
            "brier": num(metrics.brier_score_loss(y, f, labels=[0, 1], pos_label=1)),
            "isotonic": IsotonicRegression().fit(s, y).predict(levels).tolist(),
        }
    given = {"scores": s.tolist(), "outcomes": y.tolist(), "slope": slope, "centre": centre, "shift": shift}
    return given, out


@subject("delong", "placements lead by lead (DeLong, DeLong and Clarke-Pearson 1988) with numpy.cov; scikit-learn: roc_auc_score")
def delong(rng):
    from sklearn.metrics import roc_auc_score

    s1, y = sample(rng, 80, 3)
    s2 = np.round(0.5 * np.array(s1) + rng.normal(size=len(y)) * rng.uniform(0.2, 3), int(rng.integers(0, 3))).tolist()
    a, b, label = np.array(s1), np.array(s2), np.array(y)

    def parts(s):
        pairs = np.sign(s[label == 1][:, None] - s[label == 0][None, :]) / 2 + 0.5
        return pairs.mean(axis=1), pairs.mean(axis=0)

    (p1, n1), (p2, n2) = parts(a), parts(b)
    cov = np.cov(p1, p2) / len(p1) + np.cov(n1, n2) / len(n1)
    difference = p1.mean() - p2.mean()
    variance = cov[0, 0] + cov[1, 1] - 2 * cov[0, 1]
    z = difference / np.sqrt(variance) if variance > 1e-12 else None
    return {"first": s1, "second": s2, "outcomes": y}, {
        "auc": [num(roc_auc_score(label, a)), num(roc_auc_score(label, b))],
        "variance": [num(cov[0, 0]), num(cov[1, 1])],
        "covariance": num(cov[0, 1]),
        "z": z if z is None else num(z),
        "p": None if z is None else num(2 * stats.norm.sf(abs(z))),
    }


@subject("bca", f"scipy {scipy.__version__}: stats._resampling._bca_interval; numpy.percentile")
def bca(rng):
    from scipy.stats._resampling import _bca_interval

    n1, n2 = int(rng.integers(8, 40)), int(rng.integers(8, 40))
    two = bool(rng.random() < 0.5)
    x, y = np.round(rng.exponential(size=n1) * 20), np.round(rng.exponential(size=n2) * 25)
    mean = lambda a, axis=-1: np.mean(a, axis=axis)
    gap = lambda a, b, axis=-1: np.mean(a, axis=axis) - np.mean(b, axis=axis)
    if two:
        theta = np.array([gap(rng.choice(x, n1), rng.choice(y, n2)) for _ in range(99)])
    else:
        theta = np.array([mean(rng.choice(x, n1)) for _ in range(99)])
    data, statistic = ((x, y), gap) if two else ((x,), mean)
    alpha = float(rng.choice([0.025, 0.05, 0.1]))
    low, high, a_hat = _bca_interval(data, statistic, axis=-1, alpha=alpha, theta_hat_b=theta, batch=None, xp=np)
    out = {
        "acceleration": num(a_hat),
        "percentile": [num(v) for v in np.percentile(theta, [100 * alpha, 100 - 100 * alpha])],
        "bca": [num(v) for v in np.percentile(theta, [100 * float(low), 100 * float(high)])],
    }
    return {"x": x.tolist(), "y": y.tolist() if two else None, "replicates": theta.tolist(), "alpha": alpha}, out


@subject("isotonic", "scikit-learn: isotonic.IsotonicRegression(out_of_bounds='clip')")
def isotonic(rng):
    from sklearn.isotonic import IsotonicRegression

    n = whole(rng, 1, 60)
    x = np.round(rng.normal(size=n) * rng.choice([2, 10]))
    y = np.round(x * rng.uniform(-0.5, 1) + rng.normal(size=n) * 5, 3)
    w = rng.integers(1, 6, size=n)
    fit = IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=w)
    at = np.round(rng.uniform(x.min() - 2, x.max() + 2, size=12), 3)
    return {"x": x.tolist(), "y": y.tolist(), "weights": w.tolist(), "at": at.tolist()}, {
        "fitted": fit.predict(x).tolist(),
        "predicted": fit.predict(at).tolist(),
    }


@subject("logistic", "statsmodels: Logit, Newton to 1e-12; with the slope held, scipy: optimize.brentq for the shift")
def logistic(rng):
    import statsmodels.api as sm

    s, y = sample(rng, 300)
    if np.std(s) == 0:
        # One score has no slope: the fit is undefined here and there.
        return logistic(rng)
    z = (np.array(s) - np.mean(s)) / np.std(s)
    cap = 4.0
    fit = sm.Logit(y, sm.add_constant(z, has_constant="add"))
    try:
        result = fit.fit(method="newton", tol=1e-13, maxiter=60, disp=0)
        b, a = result.params
    except Exception:
        return logistic(rng)
    if abs(a) <= cap and not result.mle_retvals["converged"]:
        return logistic(rng)
    if abs(a) > cap:
        a = np.sign(a) * cap
        # The shift with the slope held: where the chances add up to the positives. statsmodels' GLM diverges now and then.
        b = optimize.brentq(lambda shift: np.sum(y - special.expit(a * z + shift)), -60, 60, xtol=1e-15, rtol=1e-15)
    probability = special.expit(a * z + b)
    return {"scores": s, "outcomes": y, "cap": cap}, {"slope": num(a), "probabilities": probability.tolist()}


@subject("propensity", "scikit-learn: LogisticRegression (newton-cholesky) behind StandardScaler; without a penalty statsmodels: GLM (Binomial, frequency weights)", 0.4)
def propensity(rng):
    import statsmodels.api as sm
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    n, width = int(rng.integers(40, 160)), int(rng.integers(1, 5))
    x = np.where(rng.random((n, width)) < 0.4, 0, np.round(rng.normal(0, 2, (n, width)) + rng.uniform(-3, 3, width), 2))
    y = (rng.random(n) < special.expit(x @ rng.normal(0, 0.4, width) + rng.uniform(-1, 1))).astype(int)
    ridge = float(rng.choice([0, 0.5, 1, 5, 125]))
    if y.sum() < 10 or n - y.sum() < 10 or (x.std(axis=0) == 0).any():
        return propensity(rng)
    weights = rng.integers(1, 4, n) if ridge == 0 else np.ones(n, dtype=int)
    if ridge == 0:
        fit = sm.GLM(y, sm.add_constant(x, has_constant="add"), family=sm.families.Binomial(), freq_weights=weights)
        b = fit.fit(method="newton", tol=1e-14, maxiter=100).params
        if np.abs(b[1:] * x.std(axis=0)).max() > 8:
            return propensity(rng)
        b = b.tolist()
    else:
        scaler = StandardScaler().fit(x)
        fit = LogisticRegression(C=1 / ridge, solver="newton-cholesky", tol=1e-13, max_iter=500).fit(scaler.transform(x), y)
        slopes = fit.coef_[0] / scaler.scale_
        b = [num(fit.intercept_[0] - slopes @ scaler.mean_), *map(num, slopes)]
    given = {"x": x.tolist(), "y": y.tolist(), "weights": weights.tolist(), "ridge": ridge}
    return given, {"coefficients": b}


@subject("calibration", "scikit-learn: brier_score_loss, log_loss, IsotonicRegression; Murphy by its definition over leads")
def calibration(rng):
    from sklearn.isotonic import IsotonicRegression
    from sklearn.metrics import brier_score_loss, log_loss

    s, y = sample(rng, 200)
    s, y = np.array(s), np.array(y)
    # All of a few leads may have the same score; its deviation is 0 then, and any slope will do.
    slope, shift = rng.uniform(0.1, 2) / (np.std(s) or 1.0), rng.uniform(-1, 1)
    f = special.expit(slope * s + shift)
    base = y.mean()
    iso = IsotonicRegression().fit(f, y).predict(f)
    level = np.array([y[s == v].mean() for v in s])
    bins = np.minimum(np.floor(f * 10), 9)
    ece = sum(abs(y[bins == b].sum() - f[bins == b].sum()) for b in np.unique(bins)) / len(y)
    entropy = lambda p: float(-np.mean(special.xlogy(y, p) + special.xlog1py(1 - y, -p)))
    return {"scores": s.tolist(), "outcomes": y.tolist(), "slope": slope, "shift": shift}, {
        "brier": num(brier_score_loss(y, f)),
        "logLoss": num(log_loss(y, f)),
        "murphy": [num(np.mean((f - level) ** 2)), num(np.mean((level - base) ** 2)), num(base * (1 - base))],
        "corp": [
            num(brier_score_loss(y, f) - np.mean((iso - y) ** 2)),
            num(np.mean((base - y) ** 2) - np.mean((iso - y) ** 2)),
            num(np.mean((base - y) ** 2)),
        ],
        "corpLog": [num(entropy(f) - entropy(iso)), num(entropy(base) - entropy(iso)), num(entropy(base))],
        "ece": num(ece),
    }


@subject("kaplan-meier", "lifelines: KaplanMeierFitter, statistics.multivariate_logrank_test; scipy: stats.chi2.sf", 1.02)
def kaplan_meier(rng):
    from lifelines import KaplanMeierFitter
    from lifelines.statistics import multivariate_logrank_test

    n, groups = whole(rng, 6, 120), int(rng.integers(2, 5))
    group = rng.integers(0, groups, size=n)
    group[:groups] = np.arange(groups)
    days = np.ceil(rng.exponential(size=n) * 30 * (1 + group * rng.uniform(0, 1)))
    seen = (rng.random(n) < rng.uniform(0.3, 0.95)).astype(int)
    seen[0] = 1
    fit = KaplanMeierFitter().fit(days, seen)
    table = fit.event_table
    at = [float(t) for t in table.index if table.loc[t, "observed"] > 0]
    survival = fit.survival_function_at_times(at).to_numpy()
    band = fit.confidence_interval_survival_function_.loc[at].to_numpy()
    test = multivariate_logrank_test(days, group, seen)
    return {"days": days.tolist(), "observed": seen.tolist(), "groups": group.tolist()}, {
        "times": at,
        "survival": [num(v) for v in survival],
        "low": [num(v) for v in band[:, 0]],
        "high": [num(v) for v in band[:, 1]],
        # lifelines asks for S <= 1/2 to the last bit, which its own rounding may miss.
        "median": next((t for t, share in zip(at, survival) if share <= 0.5 + 1e-12), None),
        "logRank": num(test.test_statistic),
        "p": num(test.p_value),
    }


@subject("holm", "statsmodels: stats.multitest.multipletests(method='holm')")
def holm(rng):
    from statsmodels.stats.multitest import multipletests

    p = np.round(rng.random(int(rng.integers(1, 15))) ** rng.uniform(1, 6), int(rng.integers(1, 6)))
    return {"p": p.tolist()}, {"adjusted": multipletests(p, method="holm")[1].tolist()}


PROC = r"""
suppressPackageStartupMessages(library(pROC))
path <- commandArgs(trailingOnly = TRUE)[1]
leads <- read.csv(path)
if (commandArgs(trailingOnly = TRUE)[2] == "live") {
  data(aSAH)
  known <- data.frame(case = -1, first = aSAH$wfns, second = aSAH$s100b, outcome = as.integer(aSAH$outcome == "Poor"))
  known$first <- as.numeric(as.character(known$first))
  leads <- rbind(leads, known)
}
for (rows in split(leads, leads$case)) {
  one <- roc(rows$outcome, rows$first, levels = c(0, 1), direction = "<", quiet = TRUE)
  two <- roc(rows$outcome, rows$second, levels = c(0, 1), direction = "<", quiet = TRUE)
  test <- roc.test(one, two, method = "delong", paired = TRUE)
  ci <- as.numeric(ci.auc(one, method = "delong"))
  areas <- c(as.numeric(auc(one)), as.numeric(auc(two)))
  spread <- c(var(one), var(two), cov(one, two))
  cat(sprintf("%.17g", c(rows$case[1], areas, ci[1], ci[3], spread, test$statistic, test$p.value, test$conf.int)), "\n")
  if (rows$case[1] == -1) cat("row", sprintf("%.17g", t(as.matrix(rows[, c("first", "second", "outcome")]))), "\n")
}
"""


def proc(seed, part, count, live):
    """Cases of pROC, all in one run of R; with its own data (not ours to give away) in a live comparison only."""
    rng = generator(seed, "proc", part)
    cases = {}
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/leads.csv", "w", encoding="utf-8") as file:
            file.write("case,first,second,outcome\n")
            while len(cases) < count:
                given, out = delong(rng)
                # Intervals that end at 0 or 1, and equal rankings, say nothing about the arithmetic.
                if out["z"] is None or min(out["variance"]) < 1e-9:
                    continue
                for a, b, y in zip(given["first"], given["second"], given["outcomes"]):
                    file.write(f"{len(cases)},{a!r},{b!r},{y}\n")
                cases[len(cases)] = given
        with open(f"{folder}/proc.R", "w", encoding="utf-8") as file:
            file.write(PROC)
        run = ["Rscript", f"{folder}/proc.R", f"{folder}/leads.csv", "live" if live and part == 0 else "committed"]
        lines = subprocess.run(run, check=True, capture_output=True, text=True).stdout.splitlines()
    for line in lines:
        if line.startswith("row"):
            own = np.array([float(v) for v in line.split()[1:]]).reshape(-1, 3).T
            cases[-1] = dict(zip(("first", "second", "outcomes"), own.tolist()))
    for line in lines:
        if line.startswith("row"):
            continue
        case, *numbers = map(float, line.split())
        yield cases[int(case)], {
            "auc": numbers[0:2],
            "interval": numbers[2:4],
            "variance": numbers[4:6],
            "covariance": numbers[6],
            "z": numbers[7],
            "p": numbers[8],
            "difference": numbers[9:11],
        }


def has_proc():
    if shutil.which("Rscript") is None:
        return False
    return subprocess.run(["Rscript", "-e", "library(pROC)"], capture_output=True).returncode == 0


def generator(seed, name, part):
    return np.random.default_rng([seed, *name.encode(), *([part] if part > 0 else [])])


def make_part(seed, live, task):
    """The lines of one part of a subject."""
    name, part, count = task
    if name == "proc":
        return lines_of(proc(seed, part, count, live))
    rng = generator(seed, name, part)
    return lines_of(SUBJECTS[name][0](rng) for _ in range(count))


def lines_of(cases):
    return ",\n".join(json.dumps({"in": given, "out": out}, separators=(",", ":")) for given, out in cases)


def load_libraries():
    """Before the processes part, so that each is loaded once."""
    import lifelines.statistics  # noqa: F401
    import sklearn.isotonic  # noqa: F401
    import sklearn.metrics  # noqa: F401
    import statsmodels.api  # noqa: F401
    import statsmodels.stats.api  # noqa: F401

    # statsmodels switches its warnings on when it is loaded.
    warnings.simplefilter("ignore")
    # It also runs the collector in each call of some functions, over all that is loaded.
    gc.freeze()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--cases", type=int, default=30)
    parser.add_argument("--only", default="")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    live = (options.seed, options.cases) != (SEED, parser.get_default("cases"))
    sources = {name: (source, share) for name, (_, source, share) in SUBJECTS.items()}
    if has_proc():
        sources["proc"] = ("R pROC: auc, var, cov, ci.auc, roc.test (delong, paired)", 1)
    else:
        with open(os.path.join(options.out, "proc.absent"), "w", encoding="utf-8") as file:
            file.write("R with pROC is not on this machine (Debian: r-base-core, r-cran-proc)\n")
    chosen = options.only.split(",") if options.only else list(sources)
    # What takes longest is made first, so that no process waits for another at the end.
    chosen.sort(key=lambda name: name not in ("kaplan-meier", "binomial"))
    tasks = []
    for name in chosen:
        count = max(5, round(options.cases * sources[name][1]))
        size = 2500 if name == "proc" else PART
        tasks += [(name, part, min(size, count - part * size)) for part in range(-(-count // size))]
    load_libraries()
    job = functools.partial(make_part, options.seed, live)
    with multiprocessing.Pool(options.workers) as pool:
        file = None
        for (name, part, _), lines in zip(tasks, pool.imap(job, tasks)):
            if part == 0:
                file = open(os.path.join(options.out, f"{name}.json"), "w", encoding="utf-8")
                file.write(f'{{"source":{json.dumps(sources[name][0])},"cases":[\n')
            file.write(("" if part == 0 else ",\n") + lines)
            if (name, part + 1) not in {(other, next_part) for other, next_part, _ in tasks}:
                file.write("\n]}\n")
                file.close()


if __name__ == "__main__":
    main()
