# An escape that has no meaning stays as it is written.
print(len("\q"), "\q" == "\\q")
