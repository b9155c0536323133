@micropython.viper
def f(x) -> int:
    try:
        return 10 + int(x[0])
    except IndexError:
        return 20
    except (TypeError, KeyError):
        print("caught")
        return 30


print(f([1]), f([]), f(5), f({}))
try:
    f([""])
except Exception as error:
    print(type(error), error)
