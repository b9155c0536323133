print(complex(), complex(1), complex(1, 2), complex(1.5, -2), complex("1+2j"), complex("3j"), complex("4"))
