a = [(i * 7919) % 101 for i in range(101)]
a.sort()
print(a == list(range(101)))
