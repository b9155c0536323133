e = StopIteration(7)
print(e.value, StopIteration().value, e.args)
