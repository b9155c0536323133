import micropython
micropython.heap_lock()
try:
    x = [1, 2, 3, 4, 5, 6, 7, 8]
    ok = False
except MemoryError:
    ok = True
micropython.heap_unlock()
print(ok)
