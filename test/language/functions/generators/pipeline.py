def numbers(n):
    for i in range(n):
        yield i
def squares(it):
    for x in it:
        yield x * x
print(list(squares(x for x in numbers(6) if x % 2)))
