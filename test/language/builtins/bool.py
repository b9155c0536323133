print(bool(), bool([]), bool("x"), bool(None))
