def stop(x):
    if x > 1:
        raise StopIteration(x)
    return x


for make in (map, filter):
    try:
        print(list(make(stop, [1, 2, 3])))
    except StopIteration as e:
        print("StopIteration", e.value)
    try:
        for x in make(stop, [1, 2, 3]):
            print(x)
    except StopIteration as e:
        print("StopIteration", e.value)
