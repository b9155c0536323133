if 0:
    print("never")
elif 1:
    print("always")
if True:
    print("true")
if not None:
    print("not none")
