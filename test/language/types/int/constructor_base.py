print(int("ff", 16), int("0xff", 16), int("777", 8), int("0b101", 2), int("z", 36))
print(int("0x1F", 0), int("0o17", 0), int("0b11", 0), int("10", 0))
