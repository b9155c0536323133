d = {"k": "v"}
print(f"{d['k']} {'-'.join(['a', 'b'])}")
