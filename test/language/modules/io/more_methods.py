import io

print(io.StringIO("one\ntwo\n").readlines(), io.BytesIO(b"one\ntwo\n").readlines())
print(io.StringIO("abc").read1(2), io.BytesIO(b"abc").read1(2))
with open("f", "w") as f:
    f.write("abc")
with open("f") as f:
    print(f.read1(2))
with open("f", "rb") as f:
    print(f.read1(2))
