import sys
class A:
    pass
for f in (lambda: A().x, lambda: A.x, lambda: sys.x, lambda: [].x, lambda: (5).x, lambda: None.x):
    try:
        f()
    except AttributeError as e:
        print(e)
