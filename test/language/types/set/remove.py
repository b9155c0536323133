s = {1, 2}
s.remove(1)
print(s)
try:
    s.remove(7)
except KeyError as e:
    print("KeyError:", e)
