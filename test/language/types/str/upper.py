print("MiXeD 123".upper())
print("ALREADY".upper())
print(repr("".upper()))
