try:
    "abc"["1"]
except TypeError as e:
    print("TypeError:", e)
try:
    "abc"[1.0]
except TypeError as e:
    print("TypeError:", e)
