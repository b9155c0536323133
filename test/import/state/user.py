import m
def seen():
    return m.count, m.extra
