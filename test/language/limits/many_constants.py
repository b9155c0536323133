src = "x = [" + ",".join(str(i * 1000003) for i in range(300)) + "]"
exec(src)
print(len(x), x[299])
