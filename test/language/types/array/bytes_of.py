from array import array
print(bytes(array("h", [1, 256])), bytes(array("I", [1])))
