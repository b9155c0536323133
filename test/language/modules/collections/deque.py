from collections import deque
d = deque([1, 2], 4)
d.append(3)
d.appendleft(0)
print(list(d), len(d), d.pop(), d.popleft(), d[0])
