import sys, io
s = io.StringIO()
try:
    raise ValueError("shown")
except ValueError as e:
    sys.print_exception(e, s)
print(s.getvalue().split("\n")[-2])
