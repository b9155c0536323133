@micropython.viper
def f(a: int, b: int, c: int, d: int, e: int, g: int, h: int, i: int) -> int:
    j = a + b
    k = c + d
    m = e + g
    n = h + i
    o = j * k
    p = m * n
    q = o - p
    j, k, m = m, j, k
    return q * 1000 + j * 100 + k * 10 + m


print(f(1, 2, 3, 4, 5, 6, 7, 8))
