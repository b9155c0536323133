a = [1]
b = a + [2] + []
print(b, a)
try:
    a + (2,)
except TypeError as e:
    print("TypeError:", e)
