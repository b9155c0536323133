# Comprehensions: lists, dicts, sets and generator expressions, nested and filtered.

words = "the quick brown fox jumps over the lazy dog the end".split()

lengths = {word: len(word) for word in words}
print(sorted(lengths.items(), key=lambda pair: (-pair[1], pair[0]))[:3])
print(sorted({word[0] for word in words}))

by_length = {}
for word in words:
    by_length.setdefault(len(word), []).append(word)
print([(size, len(group)) for size, group in sorted(by_length.items())])

table = [[row * column for column in range(1, 6)] for row in range(1, 6)]
print("\n".join([" ".join(["%2d" % cell for cell in row]) for row in table]))
print([cell for row in table for cell in row if cell % 6 == 0])
print([list(column) for column in zip(*table)][1])

triples = [
    (a, b, c)
    for c in range(1, 21)
    for b in range(1, c)
    for a in range(1, b)
    if a * a + b * b == c * c
]
print(triples)
print(max(len(word) for word in words), any(word.startswith("z") for word in words))
