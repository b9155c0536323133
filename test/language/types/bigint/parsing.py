print(int("123456789" * 5))
print(int("f" * 30, 16))
print(-0x1234567890abcdef1234567890)
