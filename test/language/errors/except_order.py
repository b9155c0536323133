try:
    exec("try:\n pass\nexcept:\n pass\nexcept ValueError:\n pass")
except SyntaxError as e:
    print("SyntaxError:", e)
