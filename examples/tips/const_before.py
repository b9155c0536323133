"""Use `const`: these constants are globals, kept in a dictionary and looked up at each use."""

MASK = 0x3F
SHIFT = 2
OFFSET = 7


def scale():
    total = 0
    for i in range(3000):
        total += ((i & MASK) << SHIFT) + OFFSET
    return total


print(scale())
