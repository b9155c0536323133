# errno.errorcode cannot be changed; a copy of it can.
import errno

codes = errno.errorcode


def assign():
    codes[1] = 2


def delete():
    del codes[1]


def merge():
    global codes
    codes |= {1: 2}


for change in (
    assign,
    delete,
    merge,
    lambda: codes.clear(),
    lambda: codes.pop(1),
    lambda: codes.pop(9999, 1),
    lambda: codes.popitem(),
    lambda: codes.setdefault(1, 2),
    lambda: codes.update(),
    lambda: codes.update({1: 2}),
    lambda: codes.update(a=1),
):
    try:
        change()
        print("changed")
    except TypeError as e:
        print("TypeError", e.args)
copy = codes.copy()
copy[1] = "one"
print(copy[1], codes[1], len(codes | {1: 2}) == len(codes))
