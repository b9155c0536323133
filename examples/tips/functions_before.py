"""Put loops into functions: at module level every variable is a global, looked up by its name."""

total = 0
for i in range(5000):
    total += i & 7
print(total)
