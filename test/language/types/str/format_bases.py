print("{:b} {:o} {:d} {:x} {:X}".format(202, 202, 202, 202, 202))
print("{:#b} {:#o} {:#x} {:#X}".format(5, 8, 255, 255))
print("{:c}".format(65))
