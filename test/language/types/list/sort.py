a = [3, 1, 2]
print(a.sort(), a)
a.sort(reverse=True)
print(a)
b = ["b", "A", "c"]
b.sort()
print(b)
