import math
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.acos(2), lambda: math.log(-1, 2)):
    try:
        f()
    except ValueError as e:
        print("ValueError:", e)
