# The type is there, but cannot be called.
print(slice)
try:
    print(slice(1, 2))
except TypeError as e:
    print("TypeError:", e)
