print({1, 2}.__contains__(1), {1, 2}.__contains__(3), frozenset("ab").__contains__("a"))
try:
    {1}.__contains__([])
except TypeError as e:
    print(e)
