import time
print(tuple(time.gmtime(0))[:6], tuple(time.gmtime(86400 * 366))[:3])
