a = [1, 2]
a.insert(0, "first")
a.insert(2, "mid")
a.insert(99, "last")
a.insert(-1, "before last")
a.insert(-99, "very first")
print(a)
