def f():
    a = 1; b = 2; c = 3; d = 4; e = 5; g = 6; h = 7; i = 8; j = 9; k = 10
    l = 11; m = 12; n = 13; o = 14; p = 15; q = 16; r = 17; s = 18; t = 19
    q += r
    del s
    return a + b + c + d + e + g + h + i + j + k + l + m + n + o + p + q + r + t
print(f())
