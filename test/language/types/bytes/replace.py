print(b"banana".replace(b"an", b"-"), b"aaa".replace(b"a", b"b", 1))
