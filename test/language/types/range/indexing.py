r = range(10, 20, 2)
print(r[0], r[-1], r[2], len(r))
try:
    r[5]
except IndexError as e:
    print("IndexError:", e)
