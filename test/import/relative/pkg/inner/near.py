y = "near"
