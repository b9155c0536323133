s = {1}
s.update([2, 3], (4,), "a")
s.update()
print(len(s), 4 in s, "a" in s)
