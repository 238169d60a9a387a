"""Replays a Lianxin draw with nothing but Python: `python3 replay.py FILE`. The same arithmetic as `lianxin replay-draw`."""
import hashlib, hmac, sys


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def blocks(lines):
    """Lists of labels by the line that heads each."""
    found, own = {}, None
    for line in lines:
        if " " in line:
            own = found.setdefault(line, [])
        else:
            own.append(line)
    return found


def replay(text):
    head, ceremony, rest = text.split("\n\n", 2)
    statement = sha(head + "\n")
    told = dict(line.split(" ", 1) for line in ceremony.splitlines())
    assert sha(f"lianxin draw commitment 1\n{told['first']}\n{statement}\n") == told["commitment"], "not committed"
    seed = sha(f"lianxin draw seed 1\n{told['first']}\n{told['second']}\n{statement}\n")
    lists = blocks(rest.splitlines())
    samples = {}
    for line in head.splitlines()[4:]:
        _, name, size, take, digest = line.split(" ")
        labels = lists[f"labels {name}"]
        assert len(labels) == int(size) and sha("".join(label + "\n" for label in labels)) == digest, f"{name}: frame changed"
        order = sorted(labels, key=lambda label: hmac.digest(bytes.fromhex(seed), label.encode(), "sha256"))
        samples[name] = order[: int(take)]
        assert samples[name] == lists[f"sample {name}"], f"{name}: other sample"
    return {"statement": statement, "commitment": told["commitment"], "seed": seed, "samples": samples}


if __name__ == "__main__":
    print(replay(open(sys.argv[1], encoding="utf-8").read()))
