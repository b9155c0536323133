print([x * x for x in range(5)], [x for x in range(10) if x % 3 == 0])
print([(a, b) for a in "xy" for b in range(2)])
