print("{:.3}".format("abcdef"))
print("[{:6.2}]".format("xyz"))
print("{:.2f}".format(3.14159))
print("{:8.3f}|".format(2.5))
