def adder(n):
    return lambda x: x + n
print(adder(3)(4), [f(2) for f in (adder(i) for i in range(3))])
