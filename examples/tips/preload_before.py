"""Preload methods and functions: each turn looks up a global, then an attribute."""

items = [0] * 16


def fill():
    for i in range(3000):
        items.append(i)
        items.pop()
    return len(items)


print(fill())
