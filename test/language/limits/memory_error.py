try:
    x = bytearray(1 << 60)
except (MemoryError, OverflowError) as e:
    print(type(e).__name__ in ("MemoryError", "OverflowError"))
print(len(bytearray(1000)))
