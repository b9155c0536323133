from array import array
a = array("i", [1, 2, 3])
a[1] = -5
print(a[0], a[-2], a[1:], list(a))
try:
    a[5]
except IndexError as e:
    print("IndexError:", e)
