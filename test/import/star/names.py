public = 1
_hidden = 2
other = 3
