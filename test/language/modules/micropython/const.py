from micropython import const
A = const(5)
_B = const(A * 2)
print(A, _B, const(7))
