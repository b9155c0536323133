from collections import namedtuple
P = namedtuple("P", "x y")
for f in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: P(1, x=2), lambda: P(1, 2).z, lambda: setattr(P(1, 2), "x", 5)):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
