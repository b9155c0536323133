a = [1, 2, 3]
del a[1]
del a[-1]
print(a)
try:
    del a[5]
except IndexError as e:
    print("IndexError:", e)
