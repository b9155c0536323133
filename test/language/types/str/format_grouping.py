print("{:,}".format(1234567))
print("{:,}".format(-1000))
print("{:,}".format(12))
