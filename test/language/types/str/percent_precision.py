print("%.2s" % "abcdef")
print("[%5.1s]" % "xyz")
print("%.3d" % 5)
