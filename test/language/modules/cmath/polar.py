import cmath
print(cmath.polar(2), cmath.phase(1), cmath.rect(2, 0), cmath.pi, cmath.e)
