# True division always gives a float.
print(6 / 3, type(6 / 3), 0 / 5, -1 / 4)
