counter = 0


@micropython.viper
def mixed(x: int, items) -> object:
    global counter
    counter = x
    items.append(x)
    items[0] = x + 1
    result = [x, items, x > 3, None, "text", 1.5]
    first, second = result[0], len(items)
    print("in viper", first, second, x)
    return result


@micropython.viper
def truth(x) -> bool:
    if x:
        return True
    return False


@micropython.viper
def squares(n: int):
    result = {}
    for i in range(n):
        result[i] = i * i
    return result


@micropython.viper
def outer(n: int):
    def inner(a):
        return a + a

    return inner(n)


@micropython.viper
def nested_calls(n: int) -> int:
    if n < 2:
        return n
    return int(nested_calls(n - 1)) + int(nested_calls(n - 2))


@micropython.viper
def raises(n: int) -> int:
    r = 0
    try:
        if n == 1:
            raise ValueError("one")
        if n == 2:
            [][5]
        r = 10
    except ValueError:
        r = 20
    except IndexError:
        r = 30
    finally:
        r += 1
    return r


print(mixed(5, [1, 2]), counter)
print(truth([]), truth("x"), squares(3), outer(8), nested_calls(15))
print(raises(0), raises(1), raises(2))
for arguments in ((), (1, 2, 3)):
    try:
        nested_calls(*arguments)
    except TypeError as error:
        print(error)
