print(True + True, True * 5, -True, ~False, 3 - True, sum([True, False, True]))
print(isinstance(True, int), True << 3)
