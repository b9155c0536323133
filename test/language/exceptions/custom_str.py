class E(Exception):
    def __str__(self):
        return "custom"
try:
    raise E("m")
except E as e:
    print(e, e.args)
