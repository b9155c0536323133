class A(Exception): pass
class B(A): pass
for c in (A, B):
    try:
        raise c("x")
    except B:
        print("B")
    except A:
        print("A")
