t = (0, 1, 2, 3, 4)
print(t[1:3], t[:2], t[-2:], t[3:1], t[:])
try:
    print(t[::2])
except NotImplementedError as e:
    print("NotImplementedError:", e)
