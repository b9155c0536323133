class E(Exception):
    pass
try:
    raise E("m", 1)
except E as e:
    print(e, e.args, type(e).__name__, isinstance(e, Exception))
