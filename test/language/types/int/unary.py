x = 5
print(-x, +x, ~x, not x, - -x, -(-x))
print(-0, +0, ~0)
