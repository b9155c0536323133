import sys
for args in ((), (1,), ("text",)):
    try:
        sys.exit(*args)
    except SystemExit as e:
        print(e.args)
