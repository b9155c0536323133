import micropython

print(micropython.stack_use() >= 0)
micropython.heap_lock()
locked = micropython.heap_locked() if hasattr(micropython, "heap_locked") else True
micropython.heap_unlock()
print(bool(locked))
print(micropython.kbd_intr(-1))
print(0 < micropython.mem_current() <= micropython.mem_peak() <= micropython.mem_total())
