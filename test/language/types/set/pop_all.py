s = set(range(2000))
total = 0
while s:
    total += s.pop()
    if total % 5 == 0:
        s.discard(total % 2000)
print(total > 0, len(s), s)
