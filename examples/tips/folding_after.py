"""The compiler works out what is in parentheses."""


def seconds():
    total = 0
    for days in range(3000):
        total += days * (24 * 60 * 60) & 0xFFFF
    return total


print(seconds())
