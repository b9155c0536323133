print(NotImplemented, NotImplemented is NotImplemented, bool(NotImplemented))
