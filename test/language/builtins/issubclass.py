print(issubclass(int, object), issubclass(KeyError, LookupError), issubclass(ValueError, (KeyError, Exception)))
try:
    issubclass(1, int)
except TypeError as e:
    print("TypeError:", e)
