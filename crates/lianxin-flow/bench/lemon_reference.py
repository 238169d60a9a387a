#!/usr/bin/env python3
"""LEMON's network simplex on one instance: prints one JSON line with optimum, CPU seconds and peak memory.

usage: lemon_reference.py FILE.bin          needs: numpy, dimacs-solver (Debian: liblemon-utils)
Writes FILE.min, the same problem as DIMACS text, if it is not there. What counts as building is the set-up of
the solver's class alone: reading the text and building LEMON's graph from it are left out, in its favour.
"""
import json, os, re, resource, subprocess, sys, numpy as np

file = sys.argv[1]
text = os.path.splitext(file)[0] + '.min'
if not os.path.exists(text):
    with open(file, 'rb') as f:
        magic, n, m, kind, nl, nr = map(int, np.fromfile(f, '<i8', 6))
        assert magic == 0x4D434631
        supply = np.fromfile(f, '<i8', n)
        src, dst, low, cap, cost = (np.fromfile(f, '<i4', m) for _ in range(5))
    with open(text + '.part', 'w') as out:
        out.write(f'p min {n} {m}\n')
        for node in np.flatnonzero(supply):
            out.write(f'n {node + 1} {supply[node]}\n')
        np.savetxt(out, np.stack([src + 1, dst + 1, low, cap, cost], 1), fmt='a %d %d %d %d %d')
    os.rename(text + '.part', text)

told = subprocess.run(['dimacs-solver', '-long', text, os.devnull], check=True, text=True,
                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout

def cpu(what):
    user, system = re.search(what + r': u: ([\d.e-]+)s, s: ([\d.e-]+)s', told).groups()
    return float(user) + float(system)

print(json.dumps({
    'solver': 'lemon', 'optimum': int(re.search(r'Min flow cost: (-?\d+)', told)[1]),
    'build_cpu_s': round(cpu('Setup NetworkSimplex class'), 3),
    'solve_cpu_s': round(cpu('Run NetworkSimplex'), 3),
    'peak_mb': resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024}))
