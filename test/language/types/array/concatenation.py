from array import array
a = array("i", [1]) + array("i", [2])
print(a)
a += array("i", [3])
print(a)
