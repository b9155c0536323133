print("{:f}".format(3))
print("{:.1e}".format(12345))
print("{:g}".format(7))
print("{:.0%}".format(1))
