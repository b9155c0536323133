from array import array
print(array("i", [1]) == array("i", [1]), array("i", [1]) == array("i", [2]))
try:
    array("b", [1, 2]) < array("b", [1, 3])
except NotImplementedError:
    print("NotImplementedError")
