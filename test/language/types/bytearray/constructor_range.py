# A value outside a byte keeps its low eight bits.
print(bytearray([300, -1]))
