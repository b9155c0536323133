class A:
    class B:
        v = 5
        class C:
            w = 6
print(A.B.v, A.B.C.w, A.B().v)
