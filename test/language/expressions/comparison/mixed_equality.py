print(1 == "1", [] == (), {} == set(), None == 0, 1 == 1.0 == True)
