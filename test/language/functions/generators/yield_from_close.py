def a():
    try:
        yield 1
    finally:
        print("a closed")
def b():
    try:
        yield from a()
    finally:
        print("b closed")
it = b()
next(it)
it.close()
