# Characters outside ASCII become their UTF-8 bytes.
print(eval("b'é'"))
