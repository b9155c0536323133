print(int.__name__, type([]).__name__, type(print).__name__ != "", Exception.__name__)
