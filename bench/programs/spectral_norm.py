# The spectral norm of the matrix 1/((i+j)(i+j+1)/2+i+1), by power iteration.
# Exercises function calls in comprehensions, sum over generators, floats.

N = 170
EXPECTED = 1274223


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    size = len(vector)
    return [sum(entry(i, j) * vector[j] for j in range(size)) for i in range(size)]


def times_transposed(vector):
    size = len(vector)
    return [sum([entry(j, i) * x for j, x in enumerate(vector)]) for i in range(size)]


def run(n):
    u = [1.0] * n
    v = u
    for _ in range(10):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    uv = 0.0
    vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return round((uv / vv) ** 0.5 * 1000000)
