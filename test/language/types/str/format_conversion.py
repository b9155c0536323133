print("{!r} {!s}".format("a'b", "a'b"))
print("{0!r:>6}|".format("x"))
