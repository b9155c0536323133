s = {1}
s.add(1)
s.add("a")
print(len(s), "a" in s)
try:
    s.add([])
except TypeError as e:
    print("TypeError:", e)
