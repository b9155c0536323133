# A sparse grid, memoised recursion, an inverted index and set algebra.
# Exercises dicts and sets with int, tuple and str keys: insert, look up, delete.

N = 30
EXPECTED = [8010, 1530, 931316, 720, 1890, 696120, 9600]


def sparse_grid(n):
    grid = {}
    x = y = 0
    for step in range(n // 2):
        x = (x * 5 + step) % 41
        y = (y * 3 + x) % 37
        key = (x, y)
        grid[key] = grid.get(key, 0) + step
    touching = 0
    for x, y in grid:
        if (x + 1, y) in grid:
            touching += 1
    return len(grid), touching


def partitions(total, largest, memo):
    if total == 0:
        return 1
    if total < 0 or largest == 0:
        return 0
    key = total * 100 + largest
    if key not in memo:
        with_it = partitions(total - largest, largest, memo)
        memo[key] = (with_it + partitions(total, largest - 1, memo)) % 1000003
    return memo[key]


def inverted_index(n):
    index = {}
    for document in range(n):
        for word in ("w%d" % (document % 17), "w%d" % (document % 23), "common"):
            index.setdefault(word, []).append(document)
    longest = 0
    for word, documents in index.items():
        if word != "common":
            longest = max(longest, len(documents))
    return len(index), longest


def churn(n):
    live = {}
    for i in range(n * 3):
        live[i] = i
        if i >= 50:
            del live[i - 50]
    return sum(live.values()) % 65521


def set_algebra(n):
    threes = set(range(0, n, 3))
    fives = set(range(0, n, 5))
    total = 0
    for _ in range(4):
        total += len(threes & fives) + len(threes | fives) - len(threes ^ fives)
    return total


def round_of(n):
    out = list(sparse_grid(n))
    out.append(partitions(60, 40, {}))
    out.extend(inverted_index(n))
    out.append(churn(n))
    out.append(set_algebra(n))
    return out


def run(n):
    out = [0] * 7
    for _ in range(n):
        out = [(a + b) % 1000003 for a, b in zip(out, round_of(600))]
    return out
