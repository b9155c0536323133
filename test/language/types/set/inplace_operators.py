a = b = {1, 2}
a |= {3}
print(sorted(a))
a &= {2, 3}
print(sorted(a))
a -= {2}
print(a)
a ^= {3, 4}
print(a, a is b)
