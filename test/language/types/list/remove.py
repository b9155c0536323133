a = [1, 2, 1, 3]
a.remove(1)
print(a)
try:
    a.remove(9)
except ValueError as e:
    print("ValueError:", e)
