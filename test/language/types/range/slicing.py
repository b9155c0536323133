r = range(10)
print(r[2:5], r[::2], r[::-1], list(r[-3:]), len(r[1:8:3]))
