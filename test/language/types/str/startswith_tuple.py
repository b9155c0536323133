print("https://x".startswith(("http://", "https://")))
print("ftp://x".startswith(("http://", "https://")))
