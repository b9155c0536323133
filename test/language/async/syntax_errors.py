for s in ("await x", "def f():\n await x", "async with a: pass", "async for x in y: pass", "async x"):
    try:
        exec(s)
        print("accepted")
    except SyntaxError as e:
        print("SyntaxError:", e)
