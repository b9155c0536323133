# A result that is small again is an ordinary int.
a = 2 ** 80
b = a - (a - 5)
print(b, b == 5, [0, 1, 2, 3, 4, 5][b], b is 5)
