from collections import deque
d = deque((), 2)
for i in range(4):
    d.append(i)
print(list(d))
d.extend([8, 9])
print(list(d))
