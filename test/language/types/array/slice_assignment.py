from array import array
a = array("i", [1, 2, 3, 4])
a[1:3] = array("i", [7, 8, 9])
print(a)
