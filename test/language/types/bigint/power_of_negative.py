# Powers of negative bases alternate; those of 0, 1 and -1 stay.
print((-3) ** 41, (-3) ** 42)
print((-2) ** 63, (-2) ** 64, 2**31, (-2) ** 31)
print(0**100, 1 ** (10**30), (-1) ** (10**30), (-1) ** (10**30 + 1))
print((10**10) ** 5, (-(10**10)) ** 3)
