class A: pass
class B(A): pass
class C: pass
print(issubclass(B, (C, A)), issubclass(A, B), issubclass(A, A), issubclass(B, object), isinstance(B(), (C, A)))
