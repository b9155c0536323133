try:
    1 << (1 << 40)
    print("made")
except (OverflowError, MemoryError) as e:
    print("refused")
