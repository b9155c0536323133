try:
    bytearray(-3)
except (MemoryError, ValueError) as e:
    print(type(e))
try:
    bytes(-3)
except (MemoryError, ValueError) as e:
    print(type(e), e)
