b = b"abc"
print(b[0], b[-1], list(b))
try:
    b[3]
except IndexError as e:
    print("IndexError:", e)
