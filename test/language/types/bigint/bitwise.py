a = 0xffffffffffffffffffff
b = 0x123456789abcdef01234
print(hex(a & b), hex(a | b), hex(a ^ b), ~a)
print(hex(-a & b), hex(-b | 1), hex(-a ^ b))
