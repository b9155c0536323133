# The Mandelbrot set, drawn with letters: the darker, the longer a point stays near.

SHADES = " .:-=+*%@#"
WIDTH = 72
HEIGHT = 26
LIMIT = 1200


def steps_until_escape(c):
    z = 0j
    for step in range(LIMIT):
        if z.real * z.real + z.imag * z.imag > 4:
            return step
        z = z * z + c
    return LIMIT


def shade(steps):
    if steps == LIMIT:
        return SHADES[-1]
    # Each doubling of the steps is a shade darker.
    level = 0
    while steps > 2:
        steps //= 2
        level += 1
    return SHADES[min(level, len(SHADES) - 2)]


for row in range(HEIGHT):
    y = 2.4 * row / (HEIGHT - 1) - 1.2
    line = ""
    for column in range(WIDTH):
        x = 3.1 * column / (WIDTH - 1) - 2.2
        line += shade(steps_until_escape(complex(x, y)))
    print(line.rstrip())
