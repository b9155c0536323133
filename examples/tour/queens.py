# How many ways are there to put n queens on a board so that none attacks another?


def solutions(size):
    """Yields each solution as the tuple of columns, row by row."""

    def place(row, columns, rising, falling):
        if row == size:
            yield tuple(columns)
            return
        for column in range(size):
            up, down = row + column, row - column
            if column in columns or up in rising or down in falling:
                continue
            yield from place(row + 1, columns + [column], rising | {up}, falling | {down})

    return place(0, [], set(), set())


def draw(columns):
    for column in columns:
        print(" ".join(["Q" if at == column else "." for at in range(len(columns))]))


draw(next(solutions(8)))
for size in range(4, 11):
    print(len(list(solutions(size))), "solutions on a board of", size, "by", size)
