import io

text = io.StringIO("abc")
print(text.flush(), text.read())
data = io.BytesIO(b"abc")
print(data.flush(), data.read())
