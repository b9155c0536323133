def name_of(f):
    return f.__name__
@str.upper
@name_of
def hello():
    pass
print(hello)
