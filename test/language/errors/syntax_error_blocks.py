# The traceback of a SyntaxError names the code that it is in, if the source could be parsed at all.
import io, sys

for source in (
    "return",
    "del (0)",
    "def f():\n  x = 1\n  break",
    "def f():\n  def g(a):\n    x\n    del a + 1",
    "class A:\n  return 1",
    "x = lambda: (1 := 2)",
    "def f(a, a): pass",
    "def f(*a, *b): pass",
    "def f(a=1, b): pass",
    "def f():\n  nonlocal x",
    "[(x := 1) for x in y]",
    "yield 1",
    "f(a=1, 2)",
    "a b",
    "def f():\n  a b",
    "'\\x0'",
):
    try:
        exec(source)
    except SyntaxError as e:
        out = io.StringIO()
        sys.print_exception(e, out)
        print(out.getvalue().strip().split("\n")[-2:])
