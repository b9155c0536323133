print(b"a=b=c".partition(b"="), b"a=b=c".rpartition(b"="), b"x".partition(b"="))
