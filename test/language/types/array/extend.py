from array import array
a = array("H", [1])
a.extend(array("H", [2, 3]))
a.extend([4])
print(a)
