def m():
    print("evaluated")
    return "m"
assert True, m()
try:
    assert False, m()
except AssertionError as e:
    print(e)
