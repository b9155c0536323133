s = {1, 2}
s.discard(1)
s.discard(99)
print(s)
