for x in ([], (), "", b"", {}, set(), range(0)):
    print(list(iter(x)), end=" ")
print()
