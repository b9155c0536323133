from array import array
a = array("B", [0])
a[0] = 255
print(a)
try:
    a[0] = 256
    print(a)
except OverflowError as e:
    print("OverflowError:", e)
