#!/usr/bin/env python3
"""scipy's sparse matching (LAPJVsp) on a one-to-one instance: prints one JSON line.

usage: scipy_reference.py FILE.bin          needs: numpy, scipy
"""
import json, resource, sys, numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime

with open(sys.argv[1], 'rb') as f:
    magic, n, m, kind, nl, nr = map(int, np.fromfile(f, '<i8', 6))
    assert magic == 0x4D434631 and kind == 1
    np.fromfile(f, '<i8', n)
    src, dst, low, cap, cost = (np.fromfile(f, '<i4', m) for _ in range(5))

start = cpu()
arcs = m - nr                                  # the arcs to the sink come last
# A cost of zero would be no arc in a sparse matrix: all costs one more.
matrix = csr_array((cost[:arcs].astype(float) + 1, (src[:arcs], dst[:arcs] - nl)), shape=(nl, nr))
built = cpu()
rows, columns = min_weight_full_bipartite_matching(matrix)
solved = cpu()
print(json.dumps({
    'solver': 'scipy', 'optimum': int(matrix[rows, columns].sum()) - nl,
    'build_cpu_s': round(built - start, 3), 'solve_cpu_s': round(solved - built, 3),
    'peak_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
