print('single', "double", '''triple''', """also""", 'a' "b")
