e = OSError(2)
print(e.errno, e, repr(e), e.args)
e = OSError(5, "text")
print(e.errno, e.args)
