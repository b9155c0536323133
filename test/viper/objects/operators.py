@micropython.viper
def f(a, b):
    return [a + b, a - b, a * b, a // b, a % b, a / b, a < b, a <= b, a == b, a != b, -a, +a]


@micropython.viper
def bits(a, b):
    return [a & b, a | b, a ^ b, a << b, a >> b, ~a, not a]


@micropython.viper
def more(a, b):
    return [a in b, a not in b, a is b, a is not b, a ** a]


print(f(7, 2), f(-7, 2), f(7.5, 2))
print(bits(12, 5), more(2, (1, 2)))
