class Base:
    seen = []
    def __init_subclass__(cls, **kw):
        Base.seen.append(cls.__name__)
class A(Base): pass
class B(A): pass
print(Base.seen)
