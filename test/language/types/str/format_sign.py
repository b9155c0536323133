print("{:+d} {:+d}".format(3, -3))
print("{: d} {: d}".format(3, -3))
print("{:-d} {:-d}".format(3, -3))
