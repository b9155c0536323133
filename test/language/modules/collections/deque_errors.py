from collections import deque
for f in (lambda: deque((), 2).pop(), lambda: deque((), 2).popleft(), lambda: deque((), -1), lambda: deque([1], 2)[5]):
    try:
        f()
    except (IndexError, ValueError) as e:
        print(type(e).__name__ + ":", e)
