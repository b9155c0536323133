for item in (1, True, 1 << 80, 1.5, "a", None):
    for container in (5, 0.5, 1 << 80, True, 1j):
        try:
            print(item in container)
        except TypeError as e:
            print(type(item), type(container), e)
