import array
print(array.array("h", [1, -2]), array.array.__name__)
