import gc
gc.threshold(5000)
print(gc.threshold())
gc.threshold(-1)
print(gc.threshold())
