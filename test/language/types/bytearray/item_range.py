# A value outside a byte keeps its low eight bits in the bytearray.
b = bytearray(2)
try:
    b[0] = 256
    print(b)
except (ValueError, OverflowError) as e:
    print(type(e).__name__, e)
