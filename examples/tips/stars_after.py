"""Parameters with names are locals, and nothing is made."""


def add(a, b, mask):
    return a + b & mask


def run():
    total = 0
    for i in range(1000):
        total = add(total, i, 0xFFFF)
    return total


print(run())
