print("axbxc".rsplit(b"x", 1), b"axbxc".rsplit("x", 1))
for args in ((b"x",), (1, 1), (None, 1), ("", 1)):
    try:
        print("axb".rsplit(*args))
    except (TypeError, ValueError, NotImplementedError) as e:
        print(type(e), e)
