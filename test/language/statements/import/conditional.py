try:
    import does_not_exist as j
except ImportError:
    j = None
print(j)
