import math
print(round(math.gamma(5), 6), round(math.lgamma(3), 6), math.erf(0), math.erfc(0))
