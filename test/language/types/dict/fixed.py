# The names of native types, of modules and of classes are seen through a dict that cannot be changed.
import math


class A:
    x = 1


a = A()
a.y = 2


def assign(d):
    d["k"] = 1


def delete(d):
    del d["x"]


for d in (math.__dict__, int.__dict__, A.__dict__, a.__dict__):
    for change in (
        assign,
        delete,
        lambda d: d.clear(),
        lambda d: d.pop("x"),
        lambda d: d.popitem(),
        lambda d: d.setdefault("x"),
        lambda d: d.update(z=1),
    ):
        try:
            change(d)
            print("changed")
        except TypeError as e:
            print("TypeError", e.args)
print(a.__dict__)
try:
    int.x = 1
except AttributeError as e:
    print(e)
try:
    del A.foo
except AttributeError as e:
    print(e)
