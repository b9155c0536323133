import math
print(math.frexp(8), math.ldexp(0.5, 4), math.modf(2.5), math.modf(-2.5), math.fmod(7, 3), math.fmod(-7, 3), math.copysign(3, -0.0))
