# How many points of an n by n grid belong to the Mandelbrot set.
# Exercises tight loops over float locals, with and without complex numbers.

N = 220
EXPECTED = [10288, 695728]

LIMIT = 50


def steps_real(cx, cy):
    x = 0.0
    y = 0.0
    for step in range(LIMIT):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return step
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return LIMIT


def steps_complex(c):
    z = 0j
    for step in range(LIMIT):
        z = z * z + c
        if abs(z) > 2.0:
            return step
    return LIMIT


def run(n):
    inside = 0
    total = 0
    for row in range(n):
        cy = 2.5 * (row + 0.5) / n - 1.25
        for column in range(n):
            cx = 3.0 * (column + 0.5) / n - 2.1
            steps = steps_real(cx, cy)
            total += steps
            if steps == LIMIT:
                inside += 1
            if row % 8 == 0 and steps_complex(complex(cx, cy)) == LIMIT:
                total += 1
    return [inside, total]
