try:
    from math import no_such_name
except ImportError as e:
    print("ImportError:", e)
