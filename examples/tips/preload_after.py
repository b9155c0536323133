"""The bound methods are locals."""

items = [0] * 16


def fill():
    append = items.append
    pop = items.pop
    for i in range(3000):
        append(i)
        pop()
    return len(items)


print(fill())
