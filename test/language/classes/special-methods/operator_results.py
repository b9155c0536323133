# What special methods give and raise, where an instruction calls them.
class V:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        if isinstance(o, str):
            return NotImplemented
        return V(self.n + (o.n if isinstance(o, V) else o))

    def __mul__(self, o):
        raise ValueError("mul")

    def __sub__(self, o):
        return NotImplemented

    def __eq__(self, o):
        return NotImplemented if o == 5 else self.n == o.n

    def __lt__(self, o):
        return self.n < o.n

    def __getitem__(self, i):
        return NotImplemented if i == 0 else i * 2

    def __setitem__(self, i, v):
        if i == 0:
            raise KeyError(i)
        self.n = (i, v)

    def __iadd__(self, o):
        self.n += o
        return self

    @property
    def value(self):
        return self.n

    @property
    def missing(self):
        raise KeyError("missing")


class W:
    def __radd__(self, o):
        return "radd"

    def __iadd__(self, o):
        return NotImplemented

    def __add__(self, o):
        return "add"

    def __eq__(self, o):
        return []


def store(x, i):
    x[i] = "stored"
    return x.n


v = V(1)
print((v + v).n, (v + 3).n, v == V(1), v == 5, v != 5, v < V(2), v[4], v[0], v.value)
v += 5
print(v.n, [1, 2][0] + (V(3) + V(4)).n)
for call in (
    lambda: v + "a",
    lambda: (v + W()).n,
    lambda: v * 2,
    lambda: v - v,
    lambda: v - 1,
    lambda: v < 1,
    lambda: v.missing,
    lambda: store(v, 0),
    lambda: store(v, 3),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
w = W()
print(w == 1, "yes" if w == 1 else "no", w != 1)
w += 1
print(w)
