import io
with io.StringIO() as s:
    s.write("w")
    print(s.getvalue())
