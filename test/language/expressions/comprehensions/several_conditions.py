print([x for x in range(30) if x % 2 == 0 if x % 3 == 0])
print([(x, y) for x in range(3) if x for y in range(3) if y != x])
