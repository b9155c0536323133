# Conway's game of life on a torus: n steps by lists of lists, n // 2 by sets.
# Exercises nested list reads, comprehensions, int-keyed dicts and sets.

N = 500
EXPECTED = [32, 32, 9587]

SIZE = 24


def seed_board(n):
    seed = 12
    rows = []
    for _ in range(n):
        row = []
        for _ in range(n):
            seed = (seed * 1021 + 4099) % 65521
            row.append(1 if seed % 3 == 0 else 0)
        rows.append(row)
    return rows


def step_rows(rows):
    n = len(rows)
    out = []
    for y in range(n):
        above = rows[y - 1]
        here = rows[y]
        below = rows[(y + 1) % n]
        new = []
        for x in range(n):
            left = x - 1
            right = (x + 1) % n
            count = above[left] + above[x] + above[right] + here[left]
            count += here[right] + below[left] + below[x] + below[right]
            new.append(1 if count == 3 or (count == 2 and here[x]) else 0)
        out.append(new)
    return out


def step_cells(cells, n):
    counts = {}
    for cell in cells:
        y, x = divmod(cell, n)
        for row in ((y - 1) % n * n, y * n, (y + 1) % n * n):
            for near in (row + (x - 1) % n, row + x, row + (x + 1) % n):
                if near != cell:
                    counts[near] = counts.get(near, 0) + 1
    return {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in cells)}


def run(n):
    rows = seed_board(SIZE)
    cells = {y * SIZE + x for y in range(SIZE) for x in range(SIZE) if rows[y][x]}
    for _ in range(n):
        rows = step_rows(rows)
    for _ in range(n // 2):
        cells = step_cells(cells, SIZE)
    return [sum([sum(row) for row in rows]), len(cells), sum(cells)]
