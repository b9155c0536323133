import math
print(math.sqrt(16), math.pow(2, 10), math.exp(0), math.expm1(0), math.log(1), math.log2(8), math.log10(1000), math.log(8, 2))
