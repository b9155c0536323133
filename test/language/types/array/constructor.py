from array import array
print(array("i"), array("b", [1, -2]), array("f", [1.5]), array("B", b"\x01\xff"))
