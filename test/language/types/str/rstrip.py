print(repr(" a  ".rstrip()))
print(repr("axyx".rstrip("xy")))
print(repr("line\r\n".rstrip()))
