"""Writes golden/drift.json: numbers of scipy and numpy for the tests of drift (test/metrics/psi.test.ts, change-tests.test.ts).

    .venv-oracles/bin/python test/oracles/drift.py
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

out={"source":"scipy %s: scipy.stats.ncx2.sf, scipy.stats.hypergeom.cdf/sf (twice the smaller tail), chi2_contingency without correction times (N-1)/N, Cochran-Armitage by numpy; PSI by numpy"%scipy.__version__}
rng=np.random.default_rng(20240930)
nc=[]
for x in [0.5,3,10,25,80,400]:
    for k in [1,2,4,9]:
        for l in [0.1,3,20,150]:
            s=stats.ncx2.sf(x,k,l)
            if s>1e-250 and s<1: nc.append([x,k,l,float(s)])
out["noncentral"]=nc
fi=[]
for _ in range(60):
    n,m=int(rng.integers(5,400)),int(rng.integers(5,400)); p,q=rng.random(2)*[1,1]; p=p**3;q=q**3
    a,b=int(rng.binomial(n,p)),int(rng.binomial(m,q))
    h=stats.hypergeom(n+m,a+b,n)
    t=min(1,2*min(h.cdf(a),h.sf(a-1)))
    fi.append([a,n,b,m,float(t)])
out["fisher"]=fi
psi=[]
for _ in range(40):
    k=int(rng.integers(2,12)); p=rng.dirichlet(np.ones(k)*2); q=rng.dirichlet(np.ones(k)*30*p+0.5)
    a=rng.multinomial(int(rng.integers(50,3000)),p); b=rng.multinomial(int(rng.integers(50,3000)),q)
    keep=(a+b)>0; aa=a[keep]+0.5; bb=b[keep]+0.5
    pp=aa/aa.sum(); qq=bb/bb.sum()
    psi.append([a.tolist(),b.tolist(),float(np.sum((qq-pp)*np.log(qq/pp)))])
out["psi"]=psi
tr=[]
for _ in range(30):
    k=int(rng.integers(3,24)); n=rng.integers(5,80,k); h=rng.binomial(n,0.3+0.2*np.linspace(-1,1,k)*rng.random())
    t=np.arange(k); N=n.sum(); y=np.repeat(t,n); z=np.concatenate([np.r_[np.ones(a),np.zeros(b-a)] for a,b in zip(h,n)])
    r=np.corrcoef(y,z)[0,1]; Z=r*np.sqrt(N-1); 
    p=2*stats.norm.sf(abs(Z))
    chi=stats.chi2_contingency(np.array([h,n-h]),correction=False)
    tr.append([h.tolist(),n.tolist(),float(Z),float(p),float(chi[0]),float(chi[1])])
out["months"]=tr
(Path(__file__).parent / "golden" / "drift.json").write_text(json.dumps(out))
