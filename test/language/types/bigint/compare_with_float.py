for n in (-(10 ** 38) - 1, 0x1234567890ABCDEF1234567890ABCDEF, (1 << 53) + 1, 1 << 70):
    x = float(n)
    print(n == x, x == n, n < x, n > x, n <= x, n >= x, n != x)
print((1 << 2000) > 1e300, (1 << 2000) < float("inf"), -(1 << 2000) < 0.5, (1 << 70) == float("nan"))
