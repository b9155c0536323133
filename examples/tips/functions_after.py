"""In a function the variables are locals, found by their number."""


def count():
    total = 0
    for i in range(5000):
        total += i & 7
    return total


print(count())
