a = []
for _ in range(1000):
    a = [a]
n = 0
while a:
    a = a[0]
    n += 1
print(n)
