import time

moment = time.localtime(1000000000)
print(time.mktime(moment) == 1000000000, len(moment))
print(time.time_ns() > 1000000000, type(time.ticks_cpu()))
print(time.sleep(0), time.sleep_us(1))
