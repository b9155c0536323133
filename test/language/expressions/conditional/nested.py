def sign(n):
    return 1 if n > 0 else -1 if n < 0 else 0
print(sign(5), sign(-5), sign(0))
