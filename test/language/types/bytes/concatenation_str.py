# A str on the right counts as a buffer; on the left it does not.
print(b"a" + "b")
try:
    print("a" + b"b")
except TypeError as e:
    print("TypeError:", e)
