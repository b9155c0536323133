__repl_print__(None)
__repl_print__(5)
__repl_print__("a")
