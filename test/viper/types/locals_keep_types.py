@micropython.viper
def f(n: int) -> int:
    a = 1
    b = uint(2)
    c = a < n
    d = [n]
    e = c
    a = n
    b = uint(n)
    d = [4]
    if not d:
        pass
    return a + int(b) + int(e)


try:
    print(f(5))
except Exception as error:
    print(type(error), error)
