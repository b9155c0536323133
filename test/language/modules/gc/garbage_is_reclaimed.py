import gc
keep = [[i] for i in range(50)]
for _ in range(2000):
    x = [[], {}, (1, 2)]
gc.collect()
print(sum(k[0] for k in keep), x)
