print(1.5 == "1.5", 1.5 == None)
try:
    1.5 < "a"
except TypeError as e:
    print("TypeError:", e)
