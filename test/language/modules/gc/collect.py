import gc
print(type(gc.collect()), gc.mem_free() > 0, gc.mem_alloc() > 0)
