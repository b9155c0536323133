import time

before = time.clock()
print(type(before), before <= time.clock())
