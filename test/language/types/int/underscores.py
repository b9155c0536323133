print(1_000_000, 0xFF_FF, 0b1010_1010, 0o7_7)
print(int("1_000"))
