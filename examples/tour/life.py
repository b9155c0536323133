# Conway's game of life on an endless plane: the living cells are a set of points.

# The acorn: seven cells that take more than five thousand steps to settle.
ACORN = """
.O.....
...O...
OO..OOO
"""
STEPS = 90


def read(picture):
    rows = picture.strip().split("\n")
    return {(x, y) for y, row in enumerate(rows) for x, mark in enumerate(row) if mark == "O"}


def neighbours(cell):
    x, y = cell
    for dx, dy in ((-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)):
        yield x + dx, y + dy


def step(cells):
    counts = {}
    for cell in cells:
        for near in neighbours(cell):
            counts[near] = counts.get(near, 0) + 1
    return {
        cell for cell, count in counts.items() if count == 3 or count == 2 and cell in cells
    }


def draw(cells):
    left = min(x for x, _ in cells)
    right = max(x for x, _ in cells)
    for y in range(min(y for _, y in cells), max(y for _, y in cells) + 1):
        row = ["O" if (x, y) in cells else "." for x in range(left, right + 1)]
        print("".join(row))


cells = read(ACORN)
most = len(cells)
for _ in range(STEPS):
    cells = step(cells)
    most = max(most, len(cells))

draw(cells)
print(len(cells), "cells live after", STEPS, "steps; never more than", most)
