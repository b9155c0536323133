for name in ("title", "zfill", "casefold", "translate", "expandtabs"):
    print(name, hasattr("", name))
