# Quotients whose digits are all ones or all zeros, where a trial digit is too large.
for n in (64, 96, 128, 160):
    top = 2**n - 1
    print(top * top // top == top, top * top % top)
    print((2**n * top - 1) // top == 2**n - 1, (2**n * top - 1) % top == top - 1)
print(divmod(2**96 + 2**64 - 1, 2**64 + 2**32 - 1))
print(divmod(-(2**127), 2**95 + 1))
print(divmod(2**127, -(2**95 + 1)))
