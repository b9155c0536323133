for c in (KeyboardInterrupt, SystemExit, GeneratorExit):
    print(c.__name__, issubclass(c, Exception))
