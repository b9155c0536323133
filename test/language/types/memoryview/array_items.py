import array
a = array.array("H", [1, 2, 3])
m = memoryview(a)
print(m[1], len(m))
m[1] = 500
print(a)
