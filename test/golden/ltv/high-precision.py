"""Values of special functions and of the purchase models at hard places, to 60 digits, by the formulas as the papers print them.

python3 high-precision.py > high-precision.json     (needs mpmath 1.3)
"""
import json
from mpmath import mp, mpf, loggamma, psi, beta, log, exp, hyp2f1, quad, inf

mp.dps = 60
MOST = dict(maxterms=10**7)


def number(value):
    return float(mp.nstr(value, 20))


def gauss(a, b, c, z):
    return hyp2f1(a, b, c, z, **MOST)


def ln_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def beta_geometric(k, p, x, tx, T, t):
    """Fader, Hardie & Lee (2005), eq. 6 and 10; with k = 1 Batislam et al. (2007)."""
    r, alpha, a, b = p
    alive = ln_beta(a, b + x + k) - ln_beta(a, b) - (r + x) * log(alpha + T)
    gone = None if x + k == 0 else ln_beta(a + 1, b + x + k - 1) - ln_beta(a, b) - (r + x) * log(alpha + tx)
    total = exp(alive) if gone is None else exp(alive) + exp(gone)
    shape = loggamma(r + x) - loggamma(r) + r * log(alpha)
    share = exp(alive) / total
    # The rate of purchases while alive, integrated: E over p ~ Beta(a, b + x + k) of (1 - ((alpha + T)/(alpha + T + p t))^(r + x))/p.
    # By parts this is eq. 10; where a is 1 that has no value, and its neighbour stands for it.
    aa = a + mpf(10) ** -25 if a == 1 else a
    bb = b + k
    z = t / (alpha + T + t)
    bracket = 1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * gauss(r + x, bb + x, aa + bb + x - 1, z)
    return shape + log(total), share, share * (aa + bb + x - 1) / (aa - 1) * bracket


def pareto(p, x, tx, T, t):
    """Fader & Hardie (2005), “A note on deriving the Pareto/NBD model”, its Gauss functions at 60 digits."""
    r, alpha, s, b = p
    power = r + s + x
    if alpha >= b:
        F = lambda y: gauss(power, s + 1, power + 1, (alpha - b) / (alpha + y)) / (alpha + y) ** power
    else:
        F = lambda y: gauss(power, r + x, power + 1, (b - alpha) / (b + y)) / (b + y) ** power
    alive = (alpha + T) ** -(r + x) * (b + T) ** -s
    gone = s / power * (F(tx) - F(T))
    shape = loggamma(r + x) - loggamma(r) + r * log(alpha) + s * log(b)
    share = alive / (alive + gone)
    ss = s + mpf(10) ** -25 if s == 1 else s
    expected = (r + x) * (b + T) / ((alpha + T) * (ss - 1)) * (1 - ((b + T) / (b + T + t)) ** (ss - 1))
    return shape + log(alive + gone), share, share * expected


WEEK = mpf(7)
HISTORIES = [(0, 0, 0), (0, 0, 273), (1, 0, 0), (1, 7, 7), (2, 213, 272), (26, 270, 273), (300, 700, 730), (5000, 5100, 5110), (5000, 5000, 5110)]
BETA_GEOMETRIC = [("0.243", "4.414", "0.793", "2.426"), ("0.3", "5", "0.2", "0.5"), ("1.2", "9", "1", "2"), ("0.8", "3", "0.999999999", "0.4"), ("0.5", "2", "7", "0.05")]
PARETO = [("0.553", "10.578", "0.606", "11.669"), ("0.2", "30", "1", "2"), ("1.5", "2", "0.05", "400"), ("0.4", "8", "2.5", "8")]

out = {"gamma": [], "gauss": [], "models": []}
for x in ["1e-8", "0.001", "0.1", "0.5", "1", "1.5", "2", "3.7", "11.99", "12", "30", "1000", "123456.789", "1e9"]:
    v = mpf(x)
    out["gamma"].append([float(x), number(loggamma(v)), number(psi(0, v))])
for a, b, c, w in [("1", "1", "2", "3"), ("1.2", "0.3", "0.7", "0"), ("1.2", "0.3", "0.7", "0.001"), ("1.2", "0.3", "0.7", "5000"), ("50", "2", "3", "9"), ("5001.2", "0.8", "5003", "0.3"),
                   ("1.243", "0.793", "3.219", "52"), ("3.2", "0.01", "0.03", "1e6"), ("2.2", "7", "7.05", "40"), ("31", "0.5", "33", "400")]:
    A, B, C, W = map(mpf, (a, b, c, w))
    # Pfaff’s transformation by hand: mpmath’s own choice does not converge everywhere.
    value = (1 + W) ** -B * gauss(C - A, B, C, W / (1 + W))
    out["gauss"].append([float(a), float(b), float(c), float(w), number(value)])
for model, sets in [("bg-nbd", BETA_GEOMETRIC), ("mbg-nbd", BETA_GEOMETRIC), ("pareto-nbd", PARETO)]:
    for raw in sets:
        p = [mpf(v) for v in raw]
        for x, tx, T in HISTORIES:
            if model != "pareto-nbd":
                ll, alive, expected = beta_geometric(1 if model == "mbg-nbd" else 0, p, x, tx / WEEK, T / WEEK, mpf(52))
            else:
                ll, alive, expected = pareto(p, x, tx / WEEK, T / WEEK, mpf(52))
            out["models"].append([model, [float(v) for v in raw], x, tx, T, number(ll), number(alive), number(expected)])
print(json.dumps(out, indent=0).replace("\n", ""))
