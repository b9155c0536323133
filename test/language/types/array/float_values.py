from array import array
print(array("d", [0.1])[0], array("f", [0.5, 2])[1], array("d", range(3)))
