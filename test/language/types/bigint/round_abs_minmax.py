a = 10 ** 20
print(round(a), abs(-a), max(a, 1), min(a, 1), sum([a, a, -a]))
