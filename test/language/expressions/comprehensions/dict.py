d = {k: k * k for k in range(4)}
print(d[3], len(d), {v: k for k, v in {"a": 1}.items()})
