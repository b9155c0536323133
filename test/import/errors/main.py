for s in ("import nothing", "import pkg.nothing", "from pkg import nothing", "import m.x", "from . import x", "import broken", "import raises"):
    try:
        exec(s)
    except Exception as e:
        print(s, type(e).__name__, e)
