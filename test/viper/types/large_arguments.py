@micropython.viper
def low(x: int) -> int:
    return x & 0xFFFF


print(low(0x12345678), low(1 << 40 | 5), low(-1), low(-(1 << 31)))
