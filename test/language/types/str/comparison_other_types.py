print("a" == 1, "a" != None, "1" == 1, "a" == b"a")
try:
    "a" < 1
except TypeError as e:
    print("TypeError:", e)
