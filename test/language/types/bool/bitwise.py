print(True & False, True | False, True ^ True, type(True & True), True & 3)
