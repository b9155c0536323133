print("abc".encode())
print("é€".encode())
print("é€".encode("utf-8"))
print("".encode())
