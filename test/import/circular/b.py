import a
seen = hasattr(a, "early"), hasattr(a, "done")
def later():
    return a.done
