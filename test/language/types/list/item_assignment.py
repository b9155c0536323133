a = [1, 2, 3]
a[0] = "x"
a[-1] = "z"
a[1] += 10
print(a)
try:
    a[3] = 0
except IndexError as e:
    print("IndexError:", e)
