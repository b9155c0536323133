class A:
    pass
for f in (lambda: A().x, lambda: A.x):
    try:
        f()
    except AttributeError as e:
        print("AttributeError:", e)
