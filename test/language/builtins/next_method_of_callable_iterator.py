print(iter(lambda: 9, 0).__next__())
