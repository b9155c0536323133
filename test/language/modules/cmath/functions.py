import cmath
def r(z):
    return round(z.real, 6) + 0.0, round(z.imag, 6) + 0.0
print(r(cmath.sqrt(-4)), r(cmath.exp(0)), r(cmath.log(1)), r(cmath.log10(100)), r(cmath.sin(0)), r(cmath.cos(0)))
