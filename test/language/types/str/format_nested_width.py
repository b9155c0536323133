print("[{:{}}]".format("x", 4))
print("[{:{w}.{p}}]".format("abcdef", w=5, p=2))
