/**
 * Arithmetic on two small ints, as tagged words. NULL: the result does not fit, or is not simple. These are
 * methods because the inlining decorator works on methods only; the interpreter has them in its loop.
 */
import { NULL, Ref, SMALL_MAX, SMALL_MIN, smallOf } from "../memory/ref";

export class SmallInt {
  @inline
  static add(a: Ref, b: Ref): Ref {
    const sum = <i64>(<i32>a) + <i64>(<i32>(b - 1));
    return sum == <i64>(<i32>sum) ? <u32>sum : NULL;
  }

  @inline
  static subtract(a: Ref, b: Ref): Ref {
    const difference = <i64>(<i32>a) - <i64>(<i32>(b - 1));
    return difference == <i64>(<i32>difference) ? <u32>difference : NULL;
  }

  @inline
  static multiply(a: Ref, b: Ref): Ref {
    const product = <i64>(<i32>a >> 1) * <i64>(<i32>(b - 1));
    return product == <i64>(<i32>product) ? <u32>product | 1 : NULL;
  }

  @inline
  static shiftLeft(a: Ref, b: Ref): Ref {
    const shift = <i32>b >> 1;
    const value = (<i64>(<i32>a >> 1)) << (<i64>(shift & 31));
    return <u32>shift < 31 && value >= SMALL_MIN && value <= SMALL_MAX ? smallOf(<i32>value) : NULL;
  }

  @inline
  static shiftRight(a: Ref, b: Ref): Ref {
    const shift = <i32>b >> 1;
    return shift >= 0 ? smallOf((<i32>a >> 1) >> min(shift, 31)) : NULL;
  }

  /** Rounds down, as Python does; a divisor that is not positive is left to the slow way. */
  @inline
  static floorDivide(a: Ref, b: Ref): Ref {
    const divisor = <i32>b >> 1;
    const dividend = <i32>a >> 1;
    if (divisor <= 0) return NULL;
    const quotient = dividend / divisor;
    return smallOf(quotient - i32(dividend < 0 && quotient * divisor != dividend));
  }

  @inline
  static modulo(a: Ref, b: Ref): Ref {
    const divisor = <i32>b >> 1;
    if (divisor <= 0) return NULL;
    const rest = (<i32>a >> 1) % divisor;
    return smallOf(rest < 0 ? rest + divisor : rest);
  }
}
