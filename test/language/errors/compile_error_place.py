import io
import sys

for source in ("x = 1\nreturn 0", "def f():\n    continue", "class A:\n    def g(self):\n        nonlocal q", "x =",
               "yield 1", "f() = 2", "lambda: (yield)\nbreak", "[x for x in y]\n(x for 1 in y)"):
    try:
        exec(source)
    except SyntaxError as e:
        text = io.StringIO()
        sys.print_exception(e, text)
        print(text.getvalue().split("\n")[2:])
