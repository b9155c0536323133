import micropython
micropython.schedule(print, "scheduled")
for _ in range(10):
    pass
