# A name has at most 255 bytes.
from collections import namedtuple

long = "a" * 256
fits = "b" * 255


class A:
    pass


def f(**names):
    return names


def attempt(name, call):
    try:
        call()
        print(name, "ok")
    except RuntimeError as e:
        print(name, "RuntimeError:", e)


attempt("getattr", lambda: getattr(A, long, 1))
attempt("setattr", lambda: setattr(A, long, 1))
attempt("hasattr", lambda: hasattr(A, long))
attempt("setattr", lambda: setattr(A, fits, 1))
attempt("import", lambda: __import__(long))
attempt("type", lambda: type(long, (), {}))
attempt("keyword", lambda: f(**{long: 1}))
attempt("dict", lambda: dict(**{long: 1}))
attempt("namedtuple", lambda: namedtuple(long, "a"))
attempt("field", lambda: namedtuple("a", long))
attempt("format", lambda: "{a}".format(**{long: 1, "a": 2}))
attempt("percent", lambda: ("%(" + long + ")d") % {long: 1})
attempt("key", lambda: {long: 1}[long])
print(hasattr(A, fits), len(f(**{fits: 1})))
