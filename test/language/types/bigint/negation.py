a = 10 ** 25
print(-a, +a, - -a, abs(-a), ~a)
