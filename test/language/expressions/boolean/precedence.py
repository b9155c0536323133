print(True or False and False, not True or True, (True or False) and False, not 1 in [2])
