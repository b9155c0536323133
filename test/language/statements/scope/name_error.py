try:
    undefined_name
except NameError as e:
    print("NameError:", e)
