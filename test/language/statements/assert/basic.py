assert True
assert 1, "fine"
for m in (None, "message"):
    try:
        if m:
            assert False, m
        else:
            assert 0
    except AssertionError as e:
        print(repr(e))
