print(b"banana".count(b"a"), b"banana".count(b"an"), b"x".count(b"y"))
