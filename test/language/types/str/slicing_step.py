# Only a step of one is known to str.
print("abcdef"[::1])
try:
    print("abcdef"[::2])
except NotImplementedError as e:
    print("NotImplementedError:", e)
