"""Let constants stand together: these are multiplied one after the other, as the program runs."""


def seconds():
    total = 0
    for days in range(3000):
        total += days * 24 * 60 * 60 & 0xFFFF
    return total


print(seconds())
