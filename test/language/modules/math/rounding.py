import math
print(math.floor(2.7), math.floor(-2.2), math.ceil(2.2), math.ceil(-2.7), math.trunc(-2.7), math.fabs(-3))
