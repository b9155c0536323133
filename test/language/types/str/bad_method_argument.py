try:
    "abc".find(1)
except TypeError as e:
    print("TypeError:", e)
try:
    "abc".startswith(1)
except TypeError as e:
    print("TypeError:", e)
