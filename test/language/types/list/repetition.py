print([0] * 3, 2 * [1, 2], [1] * 0, [1] * -1)
a = [[]] * 2
a[0].append(1)
print(a)
b = [1]
b *= 3
print(b)
