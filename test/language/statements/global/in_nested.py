n = 0
def outer():
    n = 5
    def inner():
        global n
        n += 1
    inner()
    return n
print(outer(), n)
