early = 1
import b
done = 2
