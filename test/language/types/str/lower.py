print("MiXeD 123".lower())
print("already".lower())
print(repr("".lower()))
