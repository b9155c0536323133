import time
a = time.ticks_us()
time.sleep_ms(2)
print(time.ticks_diff(time.ticks_us(), a) >= 1500, time.time() > 0)
