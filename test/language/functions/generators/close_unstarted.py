def g():
    print("never")
    yield
it = g()
it.close()
print(list(it))
