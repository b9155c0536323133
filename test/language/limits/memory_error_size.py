# What is larger than memory can be is a MemoryError that names a size, too.
def refused(make):
    try:
        make()
    except MemoryError as e:
        print(str(e).startswith("memory allocation failed, allocating "))


refused(lambda: bytearray(-3))
refused(lambda: bytearray((1 << 31) - 1))
refused(lambda: [0] * ((1 << 31) - 1))
refused(lambda: (0, 1) * ((1 << 31) - 1))
refused(lambda: "four" * ((1 << 31) - 1))
