def f():
    import math
    from math import floor as fl
    return math.ceil(0.5), fl(1.5)
print(f())
try:
    math
except NameError:
    print("local only")
