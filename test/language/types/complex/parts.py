a = 3 - 4j
print(a.real, a.imag, abs(a), type(a.real))
