print(True, False, bool(), bool(1), bool(0), type(True))
