# What a scheduled function raises is shown, and ends nothing else.
import micropython

exec("def fails(x):\n    raise ValueError(x)\ndef leaves(x):\n    raise SystemExit(x)\n")
micropython.schedule(fails, 1)
for _ in range(100000):
    pass
micropython.schedule(3, 2)
for _ in range(100000):
    pass
micropython.schedule(leaves, 3)
for _ in range(100000):
    pass
print("goes on")
