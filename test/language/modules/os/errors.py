import os, errno
for f in (lambda: os.remove("no"), lambda: os.rmdir("no"), lambda: os.listdir("no"), lambda: os.chdir("no"), lambda: os.rename("no", "x")):
    try:
        f()
    except OSError as e:
        print(e.errno == errno.ENOENT)
