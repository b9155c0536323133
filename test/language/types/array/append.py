from array import array
a = array("i", [1])
a.append(2)
print(a, len(a))
