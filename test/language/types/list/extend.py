a = [1]
a.extend([2, 3])
a.extend("ab")
a.extend(range(2))
a.extend(a)
print(a)
try:
    a.extend(1)
except TypeError as e:
    print("TypeError:", e)
