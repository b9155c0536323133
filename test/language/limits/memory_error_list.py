try:
    x = [0] * (1 << 28)
    print("enough memory")
except MemoryError:
    print("MemoryError")
print([0] * 5)
