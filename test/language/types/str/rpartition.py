print("a=b=c".rpartition("="))
print("abc".rpartition("="))
print("x=".rpartition("="))
