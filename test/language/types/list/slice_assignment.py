a = [1, 2, 3, 4, 5]
a[1:3] = ["x", "y", "z"]
print(a)
a[1:4] = []
print(a)
a[0:0] = [0]
print(a)
a[5:9] = [7]
print(a)
