print(not 0, not 1, not "", not [0], not None, not not "x")
