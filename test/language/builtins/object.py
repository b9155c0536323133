print(object() == object(), isinstance(5, object), object.__name__)
