print(type(1) is int, type(type(1)) is type, type("") == str, int != str)
