import sys
print("to stdout", file=sys.stdout)
import io
s = io.StringIO()
print("kept", 5, file=s, end="")
print(repr(s.getvalue()))
