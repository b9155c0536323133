@micropython.viper
def no_int(x: int) -> int:
    if x:
        return 5


@micropython.viper
def no_bool(x: int) -> bool:
    if x:
        return True
    return None


@micropython.viper
def no_object(x: int):
    if x:
        return
    return None


print(no_int(1), no_int(0), no_bool(1), no_bool(0), no_object(1), no_object(0))
