s = {1}
t = s.copy()
t.add(2)
print(s, len(t))
