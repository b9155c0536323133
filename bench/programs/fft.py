# A radix-2 fast Fourier transform there and back, in place over two lists.
# Exercises float lists, bit reversal and nested loops.

import math

N = 4096
EXPECTED = [182532586, 0]


def reverse_bits(re, im):
    size = len(re)
    j = 0
    for i in range(1, size):
        bit = size >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            re[i], re[j] = re[j], re[i]
            im[i], im[j] = im[j], im[i]


def transform(re, im, sign):
    size = len(re)
    reverse_bits(re, im)
    half = 1
    while half < size:
        angle = sign * math.pi / half
        for k in range(half):
            wr = math.cos(angle * k)
            wi = math.sin(angle * k)
            for i in range(k, size, half << 1):
                j = i + half
                tr = wr * re[j] - wi * im[j]
                ti = wr * im[j] + wi * re[j]
                re[j] = re[i] - tr
                im[j] = im[i] - ti
                re[i] += tr
                im[i] += ti
        half <<= 1


def run(n):
    re = [((i * 37) % 101) / 101 for i in range(n)]
    im = [0.0] * n
    original = re[:]
    peak = 0.0
    for _ in range(12):
        transform(re, im, -1)
        peak = max([re[k] * re[k] + im[k] * im[k] for k in range(1, n // 2)])
        transform(re, im, 1)
        for i in range(n):
            re[i] /= n
            im[i] /= n
    error = max([abs(a - b) for a, b in zip(re, original)])
    return [round(peak * 1000), round(error * 1000)]
