def g():
    try:
        yield 1
    except GeneratorExit:
        print("closing")
        raise
it = g()
next(it)
print(it.close(), it.close())
print(list(it))
