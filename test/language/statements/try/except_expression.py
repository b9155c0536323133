def kinds():
    print("asked")
    return (ValueError, KeyError)
try:
    raise KeyError(1)
except kinds():
    print("ok")
