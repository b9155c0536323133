print(None, repr(None), None is None, None == None, bool(None), type(None))
print(None == 0, None == False, None != "")
