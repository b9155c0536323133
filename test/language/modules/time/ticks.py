import time
a = time.ticks_ms()
print(time.ticks_diff(time.ticks_add(a, 100), a), time.ticks_diff(a, time.ticks_add(a, 5)))
