class L(list):
    pass
print([x for x in L("abc")], sorted(L([3, 1])), tuple(L([1])), "a" in L("a"), bool(L()), bool(L([0])))
