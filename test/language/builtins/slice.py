print(type(slice), slice.__name__)
