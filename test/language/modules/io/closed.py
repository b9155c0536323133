import io
s = io.StringIO("x")
s.close()
try:
    s.read()
except ValueError as e:
    print("ValueError:", e)
