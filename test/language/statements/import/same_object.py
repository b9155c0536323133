import math, cmath
import math as again
print(math is again, math.__name__, cmath.__name__)
