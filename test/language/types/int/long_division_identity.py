# Quotients and remainders of long ints, whatever method divides them.
def number(limbs):
    bits = 32 * limbs
    return 7 ** (bits // 2) % (1 << bits) | 1 << (bits - 1)


def check(a, b):
    for x, y in ((a, b), (-a, b), (a, -b), (-a, -b)):
        q, r = divmod(x, y)
        if q * y + r != x or not (0 <= r < y or y < r <= 0) or x // y != q or x % y != r:
            return False
    return True


for n, m in ((3, 2), (5, 5), (5, 4), (161, 80), (200, 199), (500, 333), (640, 320)):
    a = number(n)
    b = number(m)
    print(
        n,
        m,
        check(a, b),
        check(a, (1 << 32 * m) - 1),
        check((1 << 32 * n) - 1, (1 << 32 * m - 1) + 1),
        check(b * number(n - m + 1) - 1, b),
        check(b * 7, b),
        check(b * 7 - 1, b),
    )
