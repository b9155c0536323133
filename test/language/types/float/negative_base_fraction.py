# A negative base with a fractional exponent gives a complex result.
r = (-4) ** 0.5
print(type(r), abs(r - 2j) < 1e-12)
