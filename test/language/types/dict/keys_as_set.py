# A view of keys is good for membership only; set operations need set().
d = {"a": 1, "b": 2}
print(sorted(set(d.keys()) & {"a", "z"}))
