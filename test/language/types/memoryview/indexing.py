m = memoryview(b"abc")
print(m[0], m[-1], len(m), list(m))
try:
    m[3]
except IndexError as e:
    print("IndexError:", e)
