#!/usr/bin/env python3
"""scipy's linear_sum_assignment on the full matrix of `lianxin-flow dense`: prints one JSON line.

usage: dense_reference.py ROWS COLUMNS      needs: numpy, scipy
"""
import json, resource, sys, numpy as np
from scipy.optimize import linear_sum_assignment

def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime

rows, columns = map(int, sys.argv[1:])
z = (np.arange(rows * columns, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
costs = ((z ^ (z >> np.uint64(31))) % np.uint64(10001)).astype(np.int32).reshape(rows, columns)
del z
start = cpu()
matrix = costs.astype(float)
built = cpu()
row, column = linear_sum_assignment(matrix)
solved = cpu()
print(json.dumps({
    'solver': 'scipy', 'optimum': int(costs[row, column].sum()),
    'build_cpu_s': round(built - start, 3), 'solve_cpu_s': round(solved - built, 3),
    'peak_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
