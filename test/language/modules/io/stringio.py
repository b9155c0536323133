import io
s = io.StringIO("ab\ncd")
print(s.read(1), repr(s.readline()), s.tell(), s.read(), repr(s.read()))
s.seek(0)
s.write("XY")
print(s.getvalue())
