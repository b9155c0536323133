x = 2.5
print(-x, +x, abs(-x), not x, bool(0.0), bool(0.1))
try:
    ~x
except TypeError as e:
    print("TypeError:", e)
