class C:
    pass
try:
    with C():
        pass
except AttributeError as e:
    print("AttributeError")
