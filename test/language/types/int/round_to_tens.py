# A negative number of digits rounds to tens, ties to the even one.
print([round(n, -1) for n in (14, 15, 16, 25, -15, -25, -14)])
print(round(12345, -2), round(5, 3), round(49, -2), round(50, -2), round(150, -2))
print(round(10**30 + 5 * 10**28, -29))
