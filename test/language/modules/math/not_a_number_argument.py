import math
try:
    math.sqrt("4")
except TypeError as e:
    print("TypeError:", e)
