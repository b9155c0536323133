t = (10, 20, 30)
print(t[0], t[-1])
try:
    t[3]
except IndexError as e:
    print("IndexError:", e)
try:
    t["a"]
except TypeError as e:
    print("TypeError:", e)
