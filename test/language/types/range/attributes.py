r = range(1, 10, 3)
print(r.start, r.stop, r.step)
