a = "abc" + "def"
b = "ab" + "cdef"
print(hash(a) == hash(b))
print({a: 1}[b])
