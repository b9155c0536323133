# pend_throw() keeps an exception for the next resumption.
def g():
    yield 1
    yield 2
it = g()
print(next(it))
it.pend_throw(ValueError("later"))
try:
    next(it)
except ValueError as e:
    print("ValueError", e)
