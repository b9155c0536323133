print((5).to_bytes(1, "little"), 5 .__class__)
