def find(items, n):
    for i, x in enumerate(items):
        if x == n:
            return i
    return -1
print(find("abc", "b"), find("abc", "z"))
