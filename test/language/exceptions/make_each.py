for type in (
    ArithmeticError, AssertionError, AttributeError, BaseException, EOFError, Exception, GeneratorExit,
    ImportError, IndentationError, IndexError, KeyboardInterrupt, KeyError, LookupError, MemoryError, NameError,
    NotImplementedError, OSError, OverflowError, RuntimeError, StopAsyncIteration, StopIteration, SyntaxError,
    SystemExit, TypeError, UnicodeError, ValueError, ViperTypeError, ZeroDivisionError,
):
    error = type("why", 2)
    print(repr(error), error.args, repr(type()), isinstance(error, Exception))
